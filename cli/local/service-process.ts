import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Env } from '#libs/config/read-config.js';
import { endWhenOrphaned } from '../../sandbox/servers/orphan-watch.js';

export interface ServiceProgram {
  readonly name: string;
  /** The compiled main.js. */
  readonly main: string;
  readonly env: Env;
  readonly logFile: string;
  /** Told when the process dies though nobody asked it to, and is started again. */
  readonly say: (message: string) => void;
  /** Until it is started again: grows with each death. */
  readonly restartMs?: { readonly first: number; readonly longest: number };
  /** Told when it listens elsewhere after it was started again. */
  readonly onMoved?: () => void;
}

/** What a service says of itself when it starts, without credentials. */
export type About = Readonly<Record<string, unknown>>;

const readyWithinMs = 30_000;
/** The service's own deadline, and a bit. */
const stoppedWithinMs = 27_000;
const tailLines = 15;
const defaultRestartMs = { first: 500, longest: 30_000 };

/** A service as a process of its own, started again when it dies. */
export class ServiceProcess {
  /** Where it listens; empty until it does. */
  url = '';
  about: About = {};
  /** What it has found to be wrong last, in words. */
  complaint = '';
  private child: ChildProcess | undefined;
  private stopping = false;
  private deaths = 0;
  private tail: string[] = [];
  private readonly log: WriteStream;

  constructor(private readonly program: ServiceProgram) {
    this.log = createWriteStream(program.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.program.name;
  }

  get logFile(): string {
    return this.program.logFile;
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the service is ready, or has had long enough to be; rejects with the end of its log when it dies first. */
  async start(): Promise<void> {
    this.run();
    const deadline = Date.now() + readyWithinMs;
    let reasons: readonly string[] = [];
    while (Date.now() < deadline) {
      if (!this.child) throw new Error(this.death());
      reasons = await this.notReady();
      if (reasons.length === 0) return;
      await sleep(100);
    }
    this.program.say(`${this.name} is not ready yet and goes on trying: ${reasons.join(', ')}.`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child) {
      const exit = once(child, 'exit');
      const force = setTimeout(() => child.kill('SIGKILL'), stoppedWithinMs);
      child.kill('SIGTERM');
      await exit;
      clearTimeout(force);
    }
    this.log.end();
  }

  /** Why it does not take work; empty when it does. */
  async notReady(): Promise<readonly string[]> {
    if (!this.url) return ['it does not listen yet'];
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return [];
      const { reasons } = (await answer.json()) as { reasons?: readonly string[] };
      return reasons ?? [`/readyz answers ${answer.status}`];
    } catch {
      return ['it does not answer'];
    }
  }

  private run(): void {
    const { main, env } = this.program;
    // A group of its own: Ctrl-C reaches us, and we stop the services before what they stand on.
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    if (child.pid !== undefined) child.once('exit', endWhenOrphaned(child.pid));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.read(line));
    }
    child.once('exit', () => {
      this.child = undefined;
      if (this.stopping || !this.url) return;
      this.deaths += 1;
      const { first, longest } = this.program.restartMs ?? defaultRestartMs;
      const pauseMs = Math.min(first * 2 ** (this.deaths - 1), longest);
      this.program.say(`${this.death()}\nStarting it again in ${pauseMs / 1000} s.`);
      setTimeout(() => !this.stopping && this.run(), pauseMs).unref();
    });
  }

  private read(line: string): void {
    this.log.write(`${line}\n`);
    this.tail = [...this.tail, line].slice(-tailLines);
    const said = parse(line);
    if (said['msg'] === 'starting') this.about = said;
    if (said['level'] === 'error') this.complaint = messageOf(said['error']) ?? this.complaint;
    if (said['msg'] === 'listening' && typeof said['url'] === 'string') this.listens(said['url']);
  }

  private listens(url: string): void {
    const hasMoved = this.url !== '' && this.url !== url;
    this.url = url;
    if (hasMoved) this.program.onMoved?.();
  }

  private death(): string {
    return `${this.name} has ended. ${this.lastLines()}`;
  }

  private lastLines(): string {
    return `The end of ${this.program.logFile}:\n${this.tail.join('\n')}`;
  }
}

const messageOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;

const parse = (line: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};
