/** One thing that a record says the whole state of, and how new that state is. */
export interface SaidState {
  /** `customer cus_1`: equal for two records that say the state of the same thing. */
  readonly of: string;
  /** ms since 1970, as Medusa counts it. */
  readonly version: number;
}

/** What a record says, as far as it matters to whether a newer one makes it needless. */
export interface Says {
  readonly states: readonly SaidState[];
  /**
   * Whether another record can stand for this one. Never for a partial one, which only fills blanks, and never for one
   * that ends or decides something: a step that must be taken is not in the state that follows it.
   */
  readonly replaceable: boolean;
}

/**
 * Of the records that it was shown, which still say something that no newer one says. The version decides, not the
 * order in which they came; of two with the same version the later one counts.
 */
export class NewestSaid {
  private readonly newest = new Map<string, { readonly version: number; readonly place: string }>();

  /** @param place where the record stands, as a name of its own. Called in the order of the records. */
  note({ states }: Says, place: string): void {
    for (const { of, version } of states)
      if (version >= (this.newest.get(of)?.version ?? Number.NEGATIVE_INFINITY))
        this.newest.set(of, { version, place });
  }

  /** Where the newest state of each of these things stands. */
  placesOf({ states }: Says): string[] {
    return [...new Set(states.flatMap(({ of }) => this.newest.get(of)?.place ?? []))];
  }

  /** Whether the record must be handled, once all were noted. */
  needs({ states, replaceable }: Says, place: string): boolean {
    if (!replaceable || states.length === 0) return true;
    return states.some(({ of }) => this.newest.get(of)?.place === place);
  }
}
