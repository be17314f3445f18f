import { expect } from 'chai';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpReceiver, verdictOf, type Answer } from '../../../../../plugins/medusa/src/relay/receiver.js';

describe('receiver of the Medusa plugin', () => {
  let server: Server | undefined;

  afterEach(() => server?.closeAllConnections());
  afterEach(() => server?.close());

  /** What comes of a post to a receiver that does this. */
  const posted = async (does: RequestListener, deadlineMs = 1_000): Promise<Answer> => {
    const listening = createServer(does).listen(0, '127.0.0.1');
    server = listening;
    await new Promise((resolve) => listening.once('listening', resolve));
    const { port } = listening.address() as AddressInfo;
    const receiver = new HttpReceiver({ url: `http://127.0.0.1:${port}/hooks`, secrets: ['s'], deadlineMs });
    return receiver.post('msg_1', Buffer.from('{"a":"ü"}'));
  };

  it('is content with any 2xx', async () => {
    expect(await posted((_, response) => response.writeHead(202).end())).to.deep.equal({
      verdict: 'taken',
      said: '202',
      retryAfterMs: null,
    });
  });

  it('sends the very bytes that were signed, as JSON', async () => {
    const seen: { body?: string; headers?: IncomingMessage['headers'] } = {};

    await posted((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.body = Buffer.concat(chunks).toString('utf8');
        seen.headers = request.headers;
        response.writeHead(202).end();
      });
    });

    expect(seen.body).to.equal('{"a":"ü"}');
    expect(seen.headers).to.include({ 'content-type': 'application/json', 'webhook-id': 'msg_1' });
  });

  it('hears when to come back, and why, but nothing else of an answer', async () => {
    const answer = await posted((_, response) =>
      response
        .writeHead(503, { 'retry-after': '7' })
        .end('{"code":"NOT_STORED","detail":"ada@smith-daughters.example"}'),
    );

    expect(answer).to.deep.equal({ verdict: 'unreachable', said: '503 NOT_STORED', retryAfterMs: 7_000 });
  });

  it('does not follow to where the secret may not be known', async () => {
    const answer = await posted((_, response) => response.writeHead(307, { location: '/elsewhere' }).end());

    expect(answer.verdict).to.equal('unreachable');
  });

  it('gives up on a receiver that takes the body and hangs', async () => {
    expect(await posted(() => {}, 100)).to.include({
      verdict: 'unreachable',
      said: 'no answer within 100 ms',
    });
  });

  it('gives up on a receiver that takes the body and drops the connection', async () => {
    const answer = await posted((request) => request.socket.destroy());

    expect(answer).to.include({ verdict: 'unreachable', said: 'UND_ERR_SOCKET' });
  });

  it('tells a body that is not wanted from an address or secret that is wrong', () => {
    expect([400, 413, 415, 422].map(verdictOf)).to.deep.equal(Array(4).fill('refused'));
    expect([301, 401, 403, 404, 429, 500, 503].map(verdictOf)).to.deep.equal(Array(7).fill('unreachable'));
  });
});
