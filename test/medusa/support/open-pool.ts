import { createRequire } from 'node:module';
import type { SqlPool } from '../../../plugins/medusa/src/outbox/sql.js';
import { surviveOutages } from '../../../plugins/medusa/src/outbox/survive-outages.js';
import { shopFolder } from './folders.js';

type Pool = SqlPool & { end(): Promise<void> } & Parameters<typeof surviveOutages>[0];

/** With the driver that Medusa brings, as the plugin opens it. */
export const openPool = (url: string): Pool => {
  const { Pool } = createRequire(`${shopFolder}/package.json`)('pg') as {
    Pool: new (settings: object) => Pool;
  };
  return surviveOutages(new Pool({ connectionString: url, max: 10 }));
};
