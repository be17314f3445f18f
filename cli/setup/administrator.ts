import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import type { ErpNextSetupConfig } from '../config.js';

export interface Credentials {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** From the environment, else asked for on a terminal. Kept in memory only. */
export const administratorOf = async (config: ErpNextSetupConfig): Promise<Credentials> => {
  const { adminApiKey, adminApiSecret, url } = config;
  if (adminApiKey && adminApiSecret) return { apiKey: adminApiKey, apiSecret: adminApiSecret };
  if (!process.stdin.isTTY) {
    throw new InvalidConfig([
      'ERPNEXT_ADMIN_API_KEY and ERPNEXT_ADMIN_API_SECRET are missing; setup needs them once, of a user with the role System Manager',
    ]);
  }
  process.stderr.write(`An administrator of ${url} (role System Manager); nothing of it is stored.\n`);
  return {
    apiKey: adminApiKey ?? (await ask('API key: ', { hidden: false })),
    apiSecret: adminApiSecret ?? (await ask('API secret: ', { hidden: true })),
  };
};

const ask = async (question: string, { hidden }: { hidden: boolean }): Promise<string> => {
  process.stderr.write(question);
  // The line editor echoes what is typed to its output.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: true,
  });
  terminal.once('SIGINT', () => process.exit(130));
  const answer = await terminal.question('');
  terminal.close();
  if (hidden) process.stderr.write('\n');
  return answer.trim();
};
