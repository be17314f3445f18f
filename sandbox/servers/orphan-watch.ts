import { spawn } from 'node:child_process';

/** Looks once a second whether parent and server live, and ends a server that has lost its parent. */
const WATCH = `
while kill -0 "$1" 2>/dev/null; do
  kill -0 "$2" 2>/dev/null || exit 0
  sleep 1
done
kill -TERM "$2" 2>/dev/null
for second in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "$2" 2>/dev/null || exit 0
  sleep 1
done
kill -KILL "$2" 2>/dev/null
`;

/** Ends the server `pid` should this process die without having stopped it, even by SIGKILL; answers the way out. */
export const endWhenOrphaned = (pid: number): (() => void) => {
  const watch = spawn('sh', ['-c', WATCH, 'sh', String(process.pid), String(pid)], {
    detached: true,
    stdio: 'ignore',
  });
  watch.unref();

  return () => {
    const lives = watch.exitCode === null && watch.signalCode === null;
    if (watch.pid === undefined || !lives) return;
    try {
      // The whole group: the shell and the sleep it waits for.
      process.kill(-watch.pid, 'SIGKILL');
    } catch (error) {
      // It has seen the server's end before we were told of either.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
};
