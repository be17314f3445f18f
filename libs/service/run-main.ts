import { InvalidConfig } from '#libs/config/invalid-config.js';
import { runService, type Service } from './run-service.js';

/** The one call of a `main.ts`: what is wrong with the configuration is told in plain lines, not as a stack. */
export const runMain = async (build: () => Service | Promise<Service>): Promise<void> => {
  try {
    await runService(await build());
  } catch (error) {
    process.stderr.write(`${error instanceof InvalidConfig ? error.message : describe(error)}\n`);
    process.exitCode = 1;
  }
};

const describe = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
