import type { Terminal } from './terminal.js';

export interface ProgressOptions {
  /** What is counted, in the plural: `dead letters`. */
  readonly things: string;
  readonly terminal: Pick<Terminal, 'say'>;
  readonly everyMs?: number;
  readonly now?: () => number;
}

/** Says now and then how far a long piece of work is; work that is soon done says nothing. */
export const progress = ({ things, terminal, everyMs = 2_000, now = Date.now }: ProgressOptions) => {
  let saidAt = now();
  return (done: number, of?: number): void => {
    if (now() - saidAt < everyMs) return;
    saidAt = now();
    terminal.say(of === undefined ? `${done} ${things} ...` : `${done} of ${of} ${things} ...`);
  };
};
