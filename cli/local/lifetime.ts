/** Ends the work at hand because somebody asked for it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Of a command that starts servers and services: what it has started is stopped, however it ends. */
export class Lifetime {
  private readonly cleanUps: (() => Promise<void> | void)[] = [];
  private end: (error: Error) => void = () => {};
  private ended = false;
  /** Rejects when the command has to end before its time. */
  readonly over = new Promise<never>((_, reject) => (this.end = reject));

  constructor() {
    this.over.catch(() => (this.ended = true));
    const stop = () => this.end(new Stopped());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    // npm and a shell between us and the terminal do not hand every signal on.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
  }

  /** Something that the command can't do without has ended. */
  readonly crashed = (error: Error): void => this.end(error);

  /** The last one is undone first. @throws Stopped when the command is to end already. */
  undoing(cleanUp: () => Promise<void> | void): void {
    this.cleanUps.push(cleanUp);
    if (this.ended) throw new Stopped();
  }

  /** Runs the work of the command; sets the exit code and leaves the process. */
  async run(work: () => Promise<void>): Promise<never> {
    const working = work();
    try {
      await Promise.race([working, this.over]);
    } catch (error) {
      if (!(error instanceof Stopped)) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
      }
    }
    // What is just being started must have started before it can be stopped.
    await working.catch(() => undefined);
    for (const cleanUp of this.cleanUps.reverse()) {
      await Promise.resolve(cleanUp()).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
    process.exit();
  }
}
