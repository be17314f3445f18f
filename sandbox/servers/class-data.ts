import { existsSync, renameSync, rmSync } from 'node:fs';

/** Archives that a server of this process is about to write. */
const drafting = new Set<string>();

/**
 * The archive of parsed classes (AppCDS) that halves a JVM's start.
 *
 * The first server that finds none writes it when it is stopped, which takes that one stop a few seconds longer. Java
 * ignores an archive that does not fit.
 */
export class ClassData {
  private readonly draft: string | undefined;

  constructor(private readonly archive: string) {
    if (existsSync(archive) || drafting.has(archive)) return;
    drafting.add(archive);
    this.draft = `${archive}.${process.pid}`;
  }

  get flags(): string[] {
    return this.draft
      ? [`-XX:ArchiveClassesAtExit=${this.draft}`, '-Xlog:cds=error']
      : [`-XX:SharedArchiveFile=${this.archive}`];
  }

  /** How much longer the server may take to stop. */
  get writingMs(): number {
    return this.draft ? 30_000 : 0;
  }

  /** To be called when the server has ended; one that was killed may leave half a draft. */
  keep(endedInOrder: boolean): void {
    if (!this.draft) return;
    drafting.delete(this.archive);
    if (!existsSync(this.draft)) return;
    if (endedInOrder) renameSync(this.draft, this.archive);
    else rmSync(this.draft);
  }
}
