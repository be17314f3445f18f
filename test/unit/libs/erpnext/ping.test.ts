import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { ErpNextUnavailable, ErpNextUnrecognised } from '#libs/erpnext/errors.js';
import { ping } from '#libs/erpnext/ping.js';

describe('A site that is asked whether it is there', () => {
  let server: Server;
  let url: string;
  let asked: string | undefined;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = createServer((request, response) => {
      asked = `${request.method} ${request.url} ${request.headers.accept}`;
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as Error,
    );

  it('says how far its clock is from ours', async () => {
    answer = (response) =>
      response.setHeader('date', new Date(Date.now() + 3_600_000).toUTCString()).end('{"message":"pong"}');

    const { aheadMs, tookMs } = await ping(url, 1000);

    expect(aheadMs).to.be.within(3_590_000, 3_601_000);
    expect(tookMs).to.be.within(0, 1000);
    expect(asked).to.equal('GET /api/method/ping application/json');
  });

  it('may tell no time', async () => {
    answer = (response) => {
      response.sendDate = false;
      response.end('{"message":"pong"}');
    };

    expect((await ping(url, 1000)).aheadMs).to.equal(undefined);
  });

  it('is no ERPNext when it answers something else, a way to elsewhere included', async () => {
    answer = (response) => response.writeHead(302, { location: '/pong' }).end('elsewhere');

    const error = await errorOf(ping(url, 1000));

    expect(error).to.be.instanceOf(ErpNextUnrecognised);
    expect(error?.message).to.equal(`${url}/api/method/ping answers HTTP 302 and no "pong".`);
  });

  it('is down when it says so', async () => {
    answer = (response) => response.writeHead(500).end('pong');

    const error = await errorOf(ping(url, 1000));

    expect(error).to.be.instanceOf(ErpNextUnavailable);
    expect(error?.message).to.equal(`${url} answers HTTP 500.`);
  });

  it('is down when nobody listens, or when it takes too long', async () => {
    answer = () => undefined;

    const silent = await errorOf(ping(url, 50));
    const absent = await errorOf(ping('http://127.0.0.1:1', 1000));

    expect(silent).to.be.instanceOf(ErpNextUnavailable);
    expect(silent?.message).to.equal(`No answer from ${url}: no answer.`);
    expect(absent?.message).to.equal('No answer from http://127.0.0.1:1: ECONNREFUSED.');
    expect(absent?.cause).to.be.instanceOf(Error);
    server.closeAllConnections();
  });
});
