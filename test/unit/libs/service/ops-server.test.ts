import { expect } from 'chai';
import { Counter, Gauge, Registry } from 'prom-client';
import sinon from 'sinon';
import { OpsServer } from '#libs/service/ops-server.js';
import { silent } from '../../../support/silent-logger.js';

describe('OpsServer', () => {
  const registry = new Registry();
  const counter = new Counter({ name: 'isthmus_seen_total', help: 'Seen.', registers: [registry] });
  let reasons: string[];
  let server: OpsServer;
  let url: string;

  beforeEach(async () => {
    reasons = [];
    const info = sinon.spy();
    const log = { ...silent, info };
    server = new OpsServer({ host: '127.0.0.1', port: 0, registry, notReady: () => reasons, log });
    await server.start();
    url = info.firstCall.args[0].url;
    expect(info.firstCall.args[1]).to.equal('listening');
  });

  afterEach(() => server.stop());

  it('is alive and ready', async () => {
    const answers = await Promise.all(['/livez', '/readyz'].map((path) => fetch(url + path)));

    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it('names what it is waiting for while it is not ready, and stays alive', async () => {
    reasons = ['ERPNEXT_NOT_SET_UP'];

    const ready = await fetch(`${url}/readyz`);

    expect(ready.status).to.equal(503);
    expect(ready.headers.get('content-type')).to.equal('application/problem+json');
    expect(await ready.json()).to.deep.include({ code: 'NOT_READY', reasons });
    expect((await fetch(`${url}/livez`)).status).to.equal(200);
  });

  it('shows its metrics', async () => {
    counter.inc();

    const metrics = await fetch(`${url}/metrics?x`);

    expect(metrics.headers.get('content-type')).to.contain('version=0.0.4');
    expect(await metrics.text()).to.contain('isthmus_seen_total 1');
  });

  it('refuses what it has not, and verbs that would change something', async () => {
    const [missing, post] = await Promise.all([fetch(url), fetch(`${url}/livez`, { method: 'POST' })]);

    expect([missing.status, post.status, post.headers.get('allow')]).to.deep.equal([404, 405, 'GET, HEAD']);
  });

  it('says so when its metrics could not be read, and goes on', async () => {
    const broken = new Gauge({
      name: 'isthmus_broken',
      help: 'Broken.',
      registers: [registry],
      collect: () => Promise.reject(new Error('no answer')),
    });

    const answer = await fetch(`${url}/metrics`);
    registry.removeSingleMetric('isthmus_broken');

    expect(broken).to.be.instanceOf(Gauge);
    expect(answer.status).to.equal(500);
    expect(await answer.json()).to.include({ status: 500 });
    expect((await fetch(`${url}/livez`)).status).to.equal(200);
  });

  it('answers in plain text, and HEAD as well', async () => {
    const alive = await fetch(`${url}/livez`);
    const head = await fetch(`${url}/readyz`, { method: 'HEAD' });

    expect(alive.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
    expect(await alive.text()).to.equal('alive');
    expect(await (await fetch(`${url}/readyz`)).text()).to.equal('ready');
    expect(head.status).to.equal(200);
  });
});
