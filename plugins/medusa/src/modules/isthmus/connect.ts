import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import pg from '@medusajs/framework/pg';
import type { Sql, SqlPool } from '../../outbox/sql.js';
import { surviveOutages } from '../../outbox/survive-outages.js';

interface Resolver {
  resolve(key: string): unknown;
}

interface KnexSettings {
  readonly client: {
    readonly config: {
      readonly connection: { readonly connectionString?: string } & Record<string, unknown>;
      readonly searchPath?: string | readonly string[];
    };
  };
}

/** The shop's database, as Medusa itself was told to reach it. */
const connectionSettings = (container: Resolver): pg.PoolConfig => {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as KnexSettings;
  const { connection, searchPath } = knex.client.config;
  const path = [searchPath ?? []].flat().join(',');
  return {
    ...(connection as pg.PoolConfig),
    application_name: 'isthmus',
    ...(path && path !== 'public' && { options: `-c search_path=${path}` }),
  };
};

/** Connections of our own: one is held for as long as a post takes, and the shop must not wait for them. */
export const openPool = (container: Resolver, most: number): SqlPool & { end(): Promise<void> } =>
  surviveOutages(new pg.Pool({ ...connectionSettings(container), max: most, idleTimeoutMillis: 30_000 }));

export const openConnection = async (container: Resolver): Promise<pg.Client> => {
  const client = new pg.Client({ ...connectionSettings(container), keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

export const withConnection = async <T>(container: Resolver, use: (sql: Sql) => Promise<T>): Promise<T> => {
  const client = await openConnection(container);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};
