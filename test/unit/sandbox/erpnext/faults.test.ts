import { expect } from 'chai';
import { startErpNextSandbox, type ErpNextSandbox } from '../../../../sandbox/erpnext/erpnext-sandbox.js';

describe('the faults of the ERPNext sandbox', () => {
  let sandbox: ErpNextSandbox;

  beforeEach(async () => {
    sandbox = await startErpNextSandbox();
  });

  afterEach(() => sandbox.stop());

  const insertLead = (lead: object) =>
    fetch(`${sandbox.url}/api/resource/Lead`, {
      method: 'POST',
      headers: { Authorization: 'token admin:admin', 'Content-Type': 'application/json' },
      body: JSON.stringify(lead),
    });

  it('strike only what they are meant for, and only so often', async () => {
    sandbox.faults.add({ kind: 'deadlock', errno: 1020, doctype: 'Lead', method: 'POST', count: 1 });

    const first = await insertLead({ first_name: 'Ana' });
    const second = await insertLead({ first_name: 'Ana' });

    expect(first.status).to.equal(500);
    expect(await first.json()).to.include({ exc_type: 'QueryDeadlockError' });
    expect(second.status).to.equal(200);
    expect(sandbox.documents('Lead')).to.have.length(1);
  });

  it('can lose the answer of a write that happened', async () => {
    sandbox.faults.add({ kind: 'answer-lost', count: 1 });

    const outcome = await insertLead({ first_name: 'Ana' }).catch(() => 'no answer');

    expect(outcome).to.equal('no answer');
    expect(sandbox.documents('Lead')).to.have.length(1);
    expect(sandbox.requests.last()).to.deep.equal([
      { method: 'POST', path: '/api/resource/Lead', doctype: 'Lead', status: 0 },
    ]);
  });

  it('can answer with an error page although the write happened', async () => {
    sandbox.faults.add({ kind: 'page-after-write', count: 1 });

    const answer = await insertLead({ first_name: 'Ana' });

    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([
      500,
      'text/html; charset=utf-8',
    ]);
    expect(sandbox.documents('Lead')).to.have.length(1);
  });

  it('let requests that overlap collide: one of two equal inserts wins', async () => {
    sandbox.faults.add({ kind: 'latency', ms: 250 });
    const lead = { first_name: 'Ana', email_id: 'ana@example.com' };

    const answers = await Promise.all([insertLead(lead), insertLead(lead)]);

    expect(answers.map((answer) => answer.status).sort()).to.deep.equal([200, 409]);
    expect(sandbox.requests.highestInFlight).to.equal(2);
  });

  it('do not take back the work of a caller who has given up', async () => {
    sandbox.faults.add({ kind: 'latency', ms: 100 });
    const caller = new AbortController();
    const turn = () => new Promise((resolve) => setImmediate(resolve));

    const outcome = fetch(`${sandbox.url}/api/resource/Lead`, {
      method: 'POST',
      headers: { Authorization: 'token admin:admin' },
      body: '{"first_name":"Ana"}',
      signal: caller.signal,
    }).catch(() => 'given up');
    while (sandbox.requests.inFlight === 0) await turn();
    caller.abort();
    while (sandbox.requests.count() === 0) await turn();

    expect(await outcome).to.equal('given up');
    expect(sandbox.documents('Lead')).to.have.length(1);
  });

  it('can be switched from outside', async () => {
    const switchOn = await fetch(`${sandbox.url}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'rate-limited', retryAfterSeconds: 7 }),
    });
    const refused = await insertLead({ first_name: 'Ana' });
    await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });

    expect(switchOn.status).to.equal(200);
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '7']);
    expect((await insertLead({ first_name: 'Ana' })).status).to.equal(200);
  });
});
