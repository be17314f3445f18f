import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { listen } from '#libs/service/listen.js';
import { play } from '../../../../cli/demo/play.js';
import { toWebhook } from '../../../../cli/demo/story.js';

describe('play', () => {
  const secret = `whsec_${Buffer.from('sesame, sesame, sesame').toString('base64')}`;
  const story = ['{"id":"evt_1"}', '{"id":"evt_2"}'].map((body, index) =>
    toWebhook(`${index}.json`, Buffer.from(body)),
  );
  let server: Server;
  let url: string;
  let statuses: number[];
  let bodies: string[];

  beforeEach(async () => {
    bodies = [];
    server = createServer((request, response) => {
      void text(request).then((body) => {
        new Webhook(secret).verify(body, request.headers as Record<string, string>);
        bodies.push(`${String(request.headers['webhook-id'])} ${body}`);
        response.writeHead(statuses.shift() ?? 202, { 'retry-after': '0.01' }).end();
      });
    });
    url = await listen(server, { host: '127.0.0.1', port: 0 });
  });

  afterEach(() => void server.close());

  it('sends the webhooks signed, one after the other, and counts the answers', async () => {
    statuses = [202, 400];

    expect(await play(story, { url, secret })).to.deep.equal({ 202: 1, 400: 1 });
    expect(bodies).to.deep.equal(['evt_1 {"id":"evt_1"}', 'evt_2 {"id":"evt_2"}']);
  });

  it('sends one again that the bridge could not store, before the next', async () => {
    statuses = [503, 429, 202, 202];

    expect(await play(story, { url, secret })).to.deep.equal({ 202: 2 });
    expect(bodies.map((body) => body.slice(0, 5))).to.deep.equal(['evt_1', 'evt_1', 'evt_1', 'evt_2']);
  });
});
