interface Emitter {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface EmittingPool {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'connect', listener: (client: Emitter) => void): unknown;
}

/**
 * A connection that PostgreSQL ends emits an error, and one that nobody hears ends the process: with it the shop. The pool
 * replaces the connection; whoever was using it is told by its next query.
 */
export const surviveOutages = <Pool extends EmittingPool>(pool: Pool): Pool => {
  const unheard = () => undefined;
  pool.on('error', unheard);
  // The pool listens only to connections that are idle.
  pool.on('connect', (client) => client.on('error', unheard));
  return pool;
};
