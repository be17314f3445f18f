import { createServer } from 'node:net';

/**
 * Below the ports that systems hand out to outgoing connections: while a killed broker is down, no client's socket can
 * take its port, not even a client that is trying to reach it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
};

/** Starts on the ports that `attempt` asks for, and again on others when somebody was quicker to take one. */
export const onFreePorts = async <T>(attempt: (claim: typeof freePort) => Promise<T>): Promise<T> => {
  for (let left = 3; ; left--) {
    const claimed: number[] = [];
    const claim = async () => {
      const port = await freePort();
      claimed.push(port);
      return port;
    };
    try {
      return await attempt(claim);
    } catch (error) {
      const stillFree = await Promise.all(claimed.map(isFree));
      if (left === 0 || stillFree.every(Boolean)) throw error;
    }
  }
};
