import { openPool } from './open-pool.js';

export interface Database {
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const openDatabase = (url: string): Database => {
  const pool = openPool(url);
  return {
    query: async <Row extends object>(text: string, values?: unknown[]) =>
      (await pool.query<Row>(text, values)).rows,
    close: () => pool.end(),
  };
};
