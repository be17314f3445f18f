import { ErpNextError, NotImitated, type ServerMessage } from '../engine/errors.js';
import type { Site } from '../engine/site.js';
import { Transaction, type RulesByDoctype } from '../engine/transaction.js';
import { argumentsOf } from './arguments.js';
import { authenticate } from './authenticate.js';
import { html, json, type Answer, type Call } from './call.js';
import { errorAnswer } from './error-answer.js';
import { callMethod } from './methods.js';
import { resource } from './resource.js';

/** A request as it came over the wire. */
export interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  /** Characters of the request line. */
  requestLine: number;
}

/** The REST API of one site. A request is one transaction: all of it happens, or nothing. */
export class Api {
  constructor(
    private readonly site: Site,
    private readonly rules: RulesByDoctype,
  ) {}

  answer(incoming: Incoming): { answer: Answer; changed: boolean } {
    const said: ServerMessage[] = [];
    try {
      const tx = new Transaction(
        this.site,
        this.rules,
        authenticate(incoming.headers['authorization']),
        said,
      );
      return this.within(tx, incoming);
    } catch (error) {
      const { accept = '' } = incoming.headers;
      const traces = this.site.settings.get('System Settings')?.['allow_error_traceback'] !== 0;
      return { answer: errorAnswer(error, { accept, messages: said, traces }), changed: false };
    }
  }

  private within(tx: Transaction, incoming: Incoming): { answer: Answer; changed: boolean } {
    try {
      const args = argumentsOf(incoming.query, incoming.headers['content-type'] ?? '', incoming.body);
      const answer = route({ method: incoming.method, path: incoming.path, args, tx });
      // A GET is rolled back even when the method it calls has written.
      if (incoming.method === 'GET') tx.rollback();
      return { answer, changed: tx.changed };
    } catch (error) {
      tx.rollback();
      throw error;
    }
  }
}

function route(call: Call): Answer {
  if (typeof call.args['cmd'] === 'string') return json(200, messageOf(callMethod(call, call.args['cmd'])));

  const [root, ...rest] = call.path
    .replace(/^\/api\/v1\//, '/api/')
    .split('/')
    .slice(1);
  if (root !== 'api') return html(404, 'Not Found', 'The page you are looking for is missing.');
  if (rest[0] === 'v2') throw new NotImitated('version 2 of the API');
  if (rest[0] === 'method' && rest[1]) return json(200, messageOf(callMethod(call, rest.slice(1).join('.'))));
  if (rest[0] === 'resource' && rest[1]) {
    const name = rest.slice(2).join('/');
    return resource(call, decodeURIComponent(rest[1]), name === '' ? undefined : decodeURIComponent(name));
  }
  throw new ErpNextError(404, 'DoesNotExistError', '', { withoutTrace: true });
}

const messageOf = (message: unknown) => (message == null ? {} : { message });
