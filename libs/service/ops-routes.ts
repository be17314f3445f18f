import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Logger } from '#libs/logging/logger.js';
import { answerProblem } from './problem.js';

export interface OpsOptions {
  readonly registry: Registry;
  /** Why the service can't do its work now, one code or short sentence each; empty when it can. */
  readonly notReady: () => readonly string[];
  readonly log: Logger;
}

/** Answers true when the request was one of its own, and then has taken care of it. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What every service answers to its operators: `/livez`, `/readyz`, `/metrics`. */
export const opsRoutes = ({ registry, notReady, log }: OpsOptions): Route => {
  const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/livez': (response) => answerText(response, 'alive'),
    '/readyz': (response) => {
      const reasons = notReady();
      if (reasons.length === 0) return answerText(response, 'ready');
      answerProblem(response, { status: 503, code: 'NOT_READY', title: 'Not ready', reasons });
    },
    '/metrics': (response) => {
      registry.metrics().then(
        (metrics) => answerText(response, metrics, registry.contentType),
        (error: unknown) => {
          log.error({ error }, 'metrics could not be read');
          answerProblem(response, { status: 500, code: 'BUG', title: 'The metrics could not be read' });
        },
      );
    },
  };

  return (request, response) => {
    const answer = answers[new URL(request.url ?? '/', 'http://ops').pathname];
    if (!answer) return false;

    if (request.method === 'GET' || request.method === 'HEAD') answer(response);
    else answerProblem(response, methodNotAllowed, { allow: 'GET, HEAD' });
    return true;
  };
};

const methodNotAllowed = { status: 405, code: 'METHOD_NOT_ALLOWED', title: 'Only GET and HEAD' };

const answerText = (response: ServerResponse, text: string, type = 'text/plain; charset=utf-8'): void => {
  response.writeHead(200, { 'content-type': type });
  response.end(text);
};
