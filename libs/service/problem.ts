import type { ServerResponse } from 'node:http';

export interface Problem {
  readonly status: number;
  /** Stable and greppable, like the codes of the error catalogue. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

/** Answers an error as RFC 9457 `application/problem+json`. */
export const answerProblem = (
  response: ServerResponse,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(problem.status, { 'content-type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ type: 'about:blank', ...problem }));
};
