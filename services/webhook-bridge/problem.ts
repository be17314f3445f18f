import type { Problem } from '#libs/service/problem.js';

/** Why a request is refused. Codes are stable: senders and alerts match them. The README shows the same table. */
export const problems = {
  BODY_NOT_JSON: { status: 400, title: 'The body is not JSON in UTF-8.' },
  NO_ENVELOPE: { status: 400, title: 'The body is not an object that says what it is about.' },
  SIGNATURE_MISSING: { status: 401, title: 'webhook-id, webhook-timestamp or webhook-signature is missing.' },
  TIMESTAMP_REFUSED: { status: 401, title: 'webhook-timestamp is more than 300 s away from our clock.' },
  SIGNATURE_REFUSED: { status: 401, title: 'No signature fits the body and any of our secrets.' },
  TOKEN_REFUSED: { status: 401, title: 'x-webhook-token is missing or wrong.' },
  NOT_FOUND: { status: 404, title: 'Nothing is here.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Webhooks are sent by POST.' },
  BODY_TOO_SLOW: { status: 408, title: 'The body did not arrive in time.' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is larger than 256 KiB.' },
  NOT_JSON_TYPE: { status: 415, title: 'Webhooks are sent as application/json, uncompressed.' },
  TOO_MANY_IN_FLIGHT: { status: 429, title: 'Too many webhooks wait for Kafka.' },
  NOT_STORED: { status: 503, title: 'Kafka did not confirm the record in time; send it again.' },
  SHUTTING_DOWN: { status: 503, title: 'This instance is going away; send it again.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** A request that gets a problem as its answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ProblemCode,
    /** What this very case adds: codes and field names, never a value out of the body. */
    readonly detail?: string,
    readonly headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }

  toProblem(): Problem {
    const { status, title } = problems[this.code];
    return { status, code: this.code, title, ...(this.detail ? { detail: this.detail } : {}) };
  }
}
