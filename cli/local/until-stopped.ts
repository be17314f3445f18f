/**
 * Resolves when the person who started this process, or whatever did it for them, wants it to end: by a signal, or by
 * being gone, because npm and a shell between us do not hand every signal on.
 */
export const untilStopped = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve('parent gone'), 1_000).unref();
  });
