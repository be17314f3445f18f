/**
 * Which records of one partition are finished, and so what may be committed: the end of the unbroken run of finished
 * ones. Finished records cost nothing: whatever was taken and is not open is finished. Offsets have gaps (compaction,
 * transactions), so nothing is counted.
 */
export class OffsetTracker {
  /** Taken and not finished, lowest first. */
  private readonly open = new Set<bigint>();
  private next: bigint | undefined;

  /** Whether the record is in a lane or finished already: a rejoin starts again at what was committed. */
  knows(offset: bigint): boolean {
    return this.next !== undefined && offset < this.next;
  }

  take(offset: bigint): void {
    this.open.add(offset);
    this.next = offset + 1n;
  }

  finish(offset: bigint): void {
    this.open.delete(offset);
  }

  /** Where a restart should begin; undefined while nothing was taken. */
  get committable(): bigint | undefined {
    const [first] = this.open;
    return first ?? this.next;
  }

  /** The offset after the newest record taken. */
  get end(): bigint | undefined {
    return this.next;
  }

  get unfinished(): number {
    return this.open.size;
  }
}
