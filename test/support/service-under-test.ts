import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';

/** A service as operators run it: a process of its own, which a test may kill. */
export class ServiceUnderTest {
  private constructor(
    readonly url: string,
    /** Every line that it logged. */
    readonly log: readonly Readonly<Record<string, unknown>>[],
    private readonly child: ChildProcess,
    private readonly ended: Promise<number | null>,
  ) {}

  static async start(name: string, env: Readonly<Record<string, string>>): Promise<ServiceUnderTest> {
    const main = new URL(`../../services/${name}/main.js`, import.meta.url).pathname;
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const log: Record<string, unknown>[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const said = JSON.parse(line) as Record<string, unknown>;
        log.push(said);
        if (said['msg'] === 'listening') resolve(String(said['url']));
      });
      void ended.then((code) => reject(new Error(`${name} ended with ${code} before it listened`)));
    });
    return new ServiceUnderTest(url, log, child, ended);
  }

  /** What `/readyz` gives as reasons; none when ready. */
  async notReady(): Promise<string[]> {
    const response = await fetch(`${this.url}/readyz`);
    return response.ok ? [] : ((await response.json()) as { reasons: string[] }).reasons;
  }

  ready(): Promise<void> {
    return eventually(
      async () => {
        const reasons = await this.notReady();
        if (reasons.length > 0) throw new Error(`not ready: ${reasons.join(', ')}`);
      },
      { withinMs: 60_000 },
    );
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }

  /** Asks it to leave; answers its exit code. */
  terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
