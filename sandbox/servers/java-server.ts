import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClassData } from './class-data.js';
import { isFree } from './free-port.js';
import { endWhenOrphaned } from './orphan-watch.js';
import { FolderClaim, ownerMark } from './folder-claim.js';

export interface JavaProgram {
  /** For messages: "Kafka", "the schema registry". */
  readonly name: string;
  /** Its working folder: data, `server.log` and `server.pid` lie there. */
  readonly dataDir: string;
  /** All that it listens on. */
  readonly ports: readonly number[];
  /** Done before each start, in the working folder. */
  readonly prepare?: () => Promise<void>;
  /** Options of the JVM, then what it runs. */
  readonly args: readonly string[];
  /** The archive of its class data. */
  readonly classData: string;
  readonly isReady: () => Promise<boolean>;
  /** Told when the running server ends though nobody here asked for it. */
  readonly onCrash?: ((error: Error) => void) | undefined;
}

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 10_000;
const STOPPED_BY_SIGTERM = 143;

/** A server in a JVM of its own, which can be stopped, killed, frozen, and started again with the same ports and data. */
export class JavaServer {
  private child: ChildProcess | undefined;
  /** Started, and nobody here has asked it to end. */
  private isMeantToRun = false;
  private stoppedWithinMs = STOPPED_WITHIN_MS;
  /** The log begins anew with this object, and goes on over its restarts. */
  private logMode = 'w';

  constructor(private readonly program: JavaProgram) {}

  /** Undefined while the server is down. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  get logFile(): string {
    return join(this.program.dataDir, 'server.log');
  }

  async start(): Promise<void> {
    if (this.child) throw new Error(`${this.program.name} already runs (process ${this.pid})`);
    const { dataDir, isReady } = this.program;
    await mkdir(dataDir, { recursive: true });
    const claim = await FolderClaim.of(dataDir);

    const child = await this.spawn(claim).catch((error: unknown) => {
      claim.release();
      throw error;
    });
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      if (this.child !== child) throw await this.failure('ended while starting');
      if (Date.now() > deadline) {
        await this.kill();
        throw await this.failure(`was not ready within ${READY_WITHIN_MS / 1000} s`);
      }
      await sleep(50);
    }
    this.isMeantToRun = true;
  }

  /** In order (SIGTERM), or by force when that takes longer than 10 s. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** As a power cut would: no chance to tidy up. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops the server's clock: its sockets stay open and nothing answers. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  private async spawn(claim: FolderClaim): Promise<ChildProcess> {
    const { name, dataDir, ports, prepare, args } = this.program;
    for (const port of ports) {
      if (!(await isFree(port))) throw new Error(`${name} cannot start: port ${port} is taken.`);
    }
    await prepare?.();

    const classData = new ClassData(this.program.classData);
    this.stoppedWithinMs = STOPPED_WITHIN_MS + classData.writingMs;
    const log = await open(this.logFile, this.logMode);
    this.logMode = 'a';
    // A group of its own: Ctrl-C in a terminal must reach the services before what they stand on.
    const child = spawn('java', [ownerMark(dataDir), ...classData.flags, ...args], {
      cwd: dataDir,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    this.child = child;
    const spawned = once(child, 'spawn');
    child.once('exit', (code) => {
      this.child = undefined;
      claim.release();
      classData.keep(code === STOPPED_BY_SIGTERM);
      if (this.isMeantToRun) void this.failure('ended by itself').then(this.program.onCrash);
      this.isMeantToRun = false;
    });
    await spawned.finally(() => log.close());

    if (child.pid !== undefined) {
      child.once('exit', endWhenOrphaned(child.pid));
      claim.heldBy(child.pid);
    }
    return child;
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child) return;

    this.isMeantToRun = false;
    const exit = once(child, 'exit');
    const force = setTimeout(() => child.kill('SIGKILL'), this.stoppedWithinMs);
    child.kill(signal);
    // A frozen server does not hear SIGTERM.
    child.kill('SIGCONT');
    await exit;
    clearTimeout(force);
  }

  private async failure(what: string): Promise<Error> {
    const log = await readFile(this.logFile, 'utf8').catch(() => '');
    const tail = log.trimEnd().split('\n').slice(-20).join('\n');
    return new Error(`${this.program.name} ${what}. The end of ${this.logFile}:\n${tail}`);
  }
}
