/**
 * What setup has to say about one thing.
 *
 * `mended` was different and is not any more; `differs` is different still, because mending it is not setup's to decide;
 * `failed` could not be done or not even be looked at.
 */
export type State =
  'made' | 'already there' | 'would be made' | 'mended' | 'would be mended' | 'differs' | 'failed';

export interface Finding {
  /** Topic, Subject, Custom Field, Customer Group, … */
  readonly kind: string;
  readonly name: string;
  readonly state: State;
  /** What is different or went wrong, and what mends it. */
  readonly detail?: string;
}

export const isWell = ({ state }: Finding): boolean => state !== 'differs' && state !== 'failed';

/** One thing that can't be seen to must not hide what is to be said about the others. */
export const orFailed = async (
  thing: { readonly kind: string; readonly name: string },
  work: () => Promise<Finding>,
): Promise<Finding> => {
  try {
    return await work();
  } catch (error) {
    return { ...thing, state: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
};
