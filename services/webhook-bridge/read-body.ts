import type { IncomingMessage } from 'node:http';
import { Refusal } from './problem.js';

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** The sender hung up before its body was complete; nobody is left to be answered. */
export class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

/**
 * The raw bytes, refused as soon as they are known to be too many.
 * @throws Refusal, SenderGone
 */
export const readBody = (request: IncomingMessage, { maxBytes, timeoutMs }: BodyLimits): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return Promise.reject(new Refusal('BODY_TOO_LARGE'));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const settle = (conclude: () => void) => {
      clearTimeout(timer);
      request.off('data', take).off('end', finish).off('close', gone);
      conclude();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) return settle(() => reject(new Refusal('BODY_TOO_LARGE')));
      chunks.push(chunk);
    };
    const finish = () =>
      settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const gone = () =>
      settle(() => reject(new SenderGone('the connection closed before the body was complete')));
    const timer = setTimeout(() => settle(() => reject(new Refusal('BODY_TOO_SLOW'))), timeoutMs);

    // An aborted request ends in 'error' and then 'close'; unheard, the 'error' would end the process.
    request.on('error', () => undefined);
    request.on('data', take).on('end', finish).on('close', gone);
  });
};
