import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Record<string, string | undefined>;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** Nothing that is run to its end here takes longer, but a download that has stopped moving. */
const withinMs = 10 * 60_000;

/** Runs a program to its end; what it wrote is shown only when it fails. */
export const run = (command: string, args: readonly string[], options: RunOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: withinMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const end = signal
        ? `was ended by ${signal}, it had ${withinMs / 60_000} minutes`
        : `ended with ${code}`;
      reject(new Error(`${command} ${args.join(' ')} ${end}:\n${output.slice(-4_000)}`));
    });
  });
