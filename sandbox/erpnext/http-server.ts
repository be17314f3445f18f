import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incoming } from './api/api.js';
import { html, type Answer } from './api/call.js';
import { faultAnswer, type Faults } from './faults.js';
import type { Requests } from './requests.js';

interface Behind {
  faults: Faults;
  requests: Requests;
  /** Does the work of one request at once, so that what overlaps meets in the database as with locks. */
  api: (incoming: Incoming) => Answer;
  control: (incoming: Incoming) => Answer;
  /** The clock of the host, which each answer tells. */
  nowMs: () => number;
}

const maxBodyBytes = 25 * 1024 * 1024;
// gunicorn's limit; what it counts is the line with method and protocol.
const maxRequestLine = 4094;

/** The network side: reads requests, lets the faults strike, writes answers. */
export class HttpServer {
  private readonly server: Server;

  constructor(private readonly behind: Behind) {
    this.server = createServer(
      { maxHeaderSize: 128 * 1024, keepAliveTimeout: 30_000 },
      (request, response) => {
        this.serve(request, response).catch((error: unknown) => {
          response.writeHead(500, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify({ exc_type: 'SandboxFault', message: String(error) }));
        });
      },
    );
  }

  get url(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `http://${address}:${port}`;
  }

  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const incoming = await received(request);
    if (incoming.path.startsWith('/sandbox/'))
      return write(response, this.behind.control(incoming), this.behind.nowMs());

    const { requests } = this.behind;
    const doctype = doctypeOf(incoming);
    let status = 0;
    requests.begin();
    try {
      const answer = await this.answered(incoming, doctype, response);
      status = answer?.status ?? 0;
      if (answer) write(response, answer, this.behind.nowMs());
    } finally {
      requests.end({ method: incoming.method, path: incoming.path, ...(doctype && { doctype }), status });
    }
  }

  /** The answer to send; undefined when the caller gets none. */
  private async answered(
    incoming: Incoming,
    doctype: string | undefined,
    response: ServerResponse,
  ): Promise<Answer | undefined> {
    const { latencyMs, fault } = this.behind.faults.striking({ ...incoming, doctype });
    if (latencyMs > 0) await sleep(latencyMs);

    // A caller who has given up meanwhile does not stop the work, here as there.
    const kind = fault?.spec.kind;
    if (kind === 'hang' && !response.destroyed)
      await new Promise((resolve) => response.once('close', resolve));
    if (kind === 'answer-lost' || kind === 'page-after-write') this.behind.api(incoming);
    if (kind === 'hang' || kind === 'answer-lost' || kind === 'down') {
      response.socket?.destroy();
      return undefined;
    }
    return (fault && faultAnswer(fault.spec)) ?? refusal(incoming) ?? this.behind.api(incoming);
  }
}

function refusal(incoming: Incoming): Answer | undefined {
  const { 'x-frappe-site-name': site } = incoming.headers;
  if (site !== undefined && site !== 'erpnext.example')
    return html(404, 'Not Found', `${site} does not exist`);
  if (incoming.requestLine > maxRequestLine) return html(400, 'Bad Request', 'Request Line is too large');
  if (incoming.body.length > maxBodyBytes)
    return html(413, 'Request Entity Too Large', 'The data value transmitted exceeds the capacity limit.');
  return undefined;
}

async function received(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = request.url ?? '/';
  const [path = '/', query = ''] = splitOnce(target, '?');
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: request.headers as Record<string, string | undefined>,
    body: Buffer.concat(chunks),
    requestLine: `${request.method} ${target} HTTP/1.1`.length,
  };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

// An RPC names its DocType in the arguments, if at all.
function doctypeOf({ path, query, body, headers }: Incoming): string | undefined {
  const [, named] = /^\/api(?:\/v1)?\/resource\/([^/]+)/.exec(path) ?? [];
  if (named !== undefined) return decodeURIComponent(named);
  if (body.length === 0 || !headers['content-type']?.includes('json'))
    return query.get('doctype') ?? undefined;
  return /"doctype"\s*:\s*"([^"]+)"/.exec(body.toString())?.[1];
}

// Frappe sets five cookies with each answer; a client that kept them would lose its token's user.
const cookies = ['sid=Guest', 'system_user=no', 'full_name=Guest', 'user_id=Guest', 'user_image='].map(
  (cookie) => `${cookie}; Path=/; SameSite=Lax`,
);

function write(response: ServerResponse, answer: Answer, nowMs: number): void {
  response.writeHead(answer.status, {
    Date: new Date(nowMs).toUTCString(),
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    'Set-Cookie': cookies,
    ...answer.headers,
  });
  response.end(answer.body);
}
