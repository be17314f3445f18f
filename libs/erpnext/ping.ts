import fetch from 'node-fetch';
import { ErpNextUnavailable, ErpNextUnrecognised } from './errors.js';

export interface Pong {
  /** How far the server's clock is ahead of ours, in ms; HTTP tells whole seconds. Undefined when it tells no time. */
  readonly aheadMs: number | undefined;
  readonly tookMs: number;
}

/** Asks a site whether it is there; it needs no credentials. */
export const ping = async (url: string, timeoutMs: number): Promise<Pong> => {
  const started = Date.now();
  const answer = await fetch(`${url}/api/method/ping`, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw new ErpNextUnavailable(`No answer from ${url}: ${code}.`, {}, { cause: error });
  });
  const tookMs = Date.now() - started;
  const body = await answer.text();
  if (answer.status >= 500) throw new ErpNextUnavailable(`${url} answers HTTP ${answer.status}.`);
  if (!body.includes('pong'))
    throw new ErpNextUnrecognised(`${url}/api/method/ping answers HTTP ${answer.status} and no "pong".`);

  const served = Date.parse(answer.headers.get('date') ?? '');
  return { aheadMs: Number.isNaN(served) ? undefined : served - (started + tookMs / 2), tookMs };
};
