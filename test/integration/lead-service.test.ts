import { expect } from 'chai';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { describeDelivery } from '../support/delivery-suite.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { capturedWebhook, rawWebhook, signedHeaders } from '../support/webhooks.js';

const customer = (n: number): CustomerEvent =>
  customerEvent({ id: `cus_${n}`, email: `person${n}@example.com`, firstName: `Person ${n}` });

describeDelivery<CustomerEvent>({
  name: 'lead-service',
  schema: customerEventSchema,
  topic: ({ customerEvents }) => customerEvents,
  deadLetterTopic: ({ leadDeadLetters }) => leadDeadLetters,
  doctype: 'Lead',
  outcome: 'LeadSaved',
  event: customer,
  medusaIdOf: ({ customerId }) => customerId,
  keyOf: ({ customerId }) => customerId,
  // Somebody else holds the e-mail, and does not let go of it.
  async stuck(isthmus) {
    const holder = customerEvent({ id: 'cus_holder', email: 'held@example.com' });
    await isthmus.publish(isthmus.topics.customerEvents, customerEventSchema, [['cus_holder', holder]]);
    await eventually(() => expect(isthmus.sandbox.documents('Lead')).to.have.length(1));
    return customerEvent({ id: 'cus_stuck', email: 'held@example.com' });
  },
});

describe('A sign-up in the shop', function () {
  this.timeout(180_000);
  let isthmus: Isthmus;

  beforeEach(async () => (isthmus = await Isthmus.start()));
  afterEach(() => isthmus.stop());

  it('becomes a Lead in ERPNext and a fact for everybody, through the real bridge', async () => {
    const bridge = await isthmus.run('webhook-bridge');
    await isthmus.run('lead-service');
    const file = 'customer.created/unicode-company.json';
    const { id } = capturedWebhook(file);
    const body = rawWebhook(file);

    const answer = await fetch(`${bridge.url}/webhooks/medusa`, {
      method: 'POST',
      headers: signedHeaders(id, body, 'a-secret-of-the-shop'),
      body: new Uint8Array(body),
    });

    expect(answer.status).to.equal(202);
    const [lead] = await eventually(() => {
      const leads = isthmus.sandbox.documents('Lead');
      expect(leads).to.have.length(1);
      return leads;
    });
    expect(lead).to.include({
      medusa_id: 'cus_01M84MXWM9SHDPN765CADRAX06',
      lead_name: 'Jürgen Weiß',
      company_name: 'Münchner Präzision GmbH & Co. KG',
      email_id: 'einkauf@muenchner-praezision.example',
      mobile_no: '+49 89 5550123',
      source: 'Medusa',
    });
    await eventually(async () => {
      const [fact, ...others] = await isthmus.announced();
      expect(others).to.deep.equal([]);
      expect(fact).to.deep.include({
        type: 'LeadSaved',
        medusaCustomerId: 'cus_01M84MXWM9SHDPN765CADRAX06',
        stageAfter: 'LEAD',
      });
      expect(JSON.stringify(fact)).not.to.match(/einkauf|Jürgen|5550123/);
    });
  });

  it('of a guest and of the account of the same e-mail at the same instant is one Lead', async () => {
    isthmus.sandbox.faults.add({ kind: 'latency', ms: 0, maxMs: 20, seed: 3 });
    await isthmus.run('lead-service', { GUEST_LEADS: 'always' });
    const pairs = Array.from({ length: 20 }, (_, n) => {
      const email = `guest${n}@example.com`;
      const guest = customerEvent({ id: `cus_guest${n}`, email, hasAccount: false });
      return [guest, customerEvent({ id: `cus_account${n}`, email })];
    });

    await isthmus.publish(
      isthmus.topics.customerEvents,
      customerEventSchema,
      pairs.flat().map((event) => [event.customerId, event] as const),
    );

    await eventually(() => {
      const both = isthmus.sandbox
        .documents('Lead')
        .map((lead) => [lead['medusa_id'], lead['medusa_guest_id']]);
      expect(both.sort()).to.deep.equal(pairs.map((_, n) => [`cus_account${n}`, `cus_guest${n}`]).sort());
    });
    expect(await isthmus.records(isthmus.topics.leadDeadLetters)).to.deep.equal([]);
  });

  it('on a site that was not set up waits, says what is missing, and goes on once it is there', async () => {
    isthmus.sandbox.reset();
    const service = await isthmus.runUnready('lead-service');
    await isthmus.publish(isthmus.topics.customerEvents, customerEventSchema, [['cus_1', customerEvent()]]);

    await eventually(async () => expect(await service.notReady()).to.deep.equal(['ERPNEXT_NOT_SET_UP']));
    const said = service.log.find(({ code }) => code === 'ERPNEXT_NOT_SET_UP');
    expect(JSON.stringify(said)).to.contain('Lead.medusa_id').and.to.contain('Lead Source');
    await isthmus.setUp();

    await eventually(() => expect(isthmus.sandbox.documents('Lead')).to.have.length(1));
    expect(await isthmus.records(isthmus.topics.leadDeadLetters)).to.deep.equal([]);
  });
});
