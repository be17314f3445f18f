import { expect } from 'chai';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { Undecodable } from '#libs/messaging/errors.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { Isthmus } from '../support/isthmus.js';
import { typedCommand } from '../support/typed-command.js';

describe('isthmus link, as an operator types it', () => {
  let isthmus: Isthmus;
  let admin: ErpNextHttpClient;

  const isthmusCli = (...args: string[]) => typedCommand(isthmus.env, ...args).ended;

  before(async () => {
    isthmus = await Isthmus.start();
    admin = new ErpNextHttpClient({
      url: isthmus.sandbox.url,
      apiKey: 'admin',
      apiSecret: 'admin',
      maxInFlight: 1,
      timeoutMs: 20_000,
    });
    await admin.insert('Customer', { customer_name: 'ACME', customer_type: 'Company' });
    await admin.insert('Lead', { first_name: 'Ada', email_id: 'ada@acme.example', medusa_id: 'cus_1' });
  });
  after(async () => {
    admin.close();
    await isthmus.stop();
  });

  it('says why it refuses, and does nothing without being asked or told --yes', async () => {
    const refused = await isthmusCli('link', 'cus_1', 'Nobody', '--yes');
    const unasked = await isthmusCli('link', 'cus_1', 'ACME');

    expect(refused).to.include({ code: 1 });
    expect(refused.stderr).to.match(/^NO_SUCH_CUSTOMER: ERPNext has no Customer Nobody\.\n/);
    expect(unasked).to.include({ code: 1 });
    expect(unasked.stderr).to.match(/Customer ACME will stand for cus_1 \(Lead CRM-LEAD-.*, Ada\)/);
    expect((await admin.get('Customer', 'ACME'))['medusa_id']).to.equal(undefined);
  });

  it('links, tells other systems, and sends back what was parked for want of it', async () => {
    const { topics } = isthmus;
    await isthmus.publish(topics.customerEvents, customerEventSchema, [['cus_1', customerEvent()]]);
    const [record] = await isthmus.records(topics.customerEvents);
    const context = { topic: topics.leadDeadLetters, groupId: 'g', failedAtMs: Date.now(), attempts: 1 };
    if (record) await isthmus.publisher.publish(deadLetterOf(record, new Undecodable('once'), context));

    const { code, stdout, stderr } = await isthmusCli(
      ...['link', 'cus_1', 'ACME', '--yes', '--redrive', '--json'],
    );

    expect({ code, stderr }).to.deep.include({ code: 0 });
    expect(JSON.parse(stdout)).to.deep.include.members([
      { medusaId: 'cus_1', lead: 'CRM-LEAD-2026-00001', customer: 'ACME', as: 'Customer', redriven: 1 },
    ]);
    const [fact] = await isthmus.announced();
    expect(fact?.document).to.include({ doctype: 'Customer', name: 'ACME' });
    expect(fact).to.include({
      type: 'CustomerLinked',
      medusaCustomerId: 'cus_1',
      version: null,
      causingEventId: null,
    });
    expect(await isthmus.records(topics.customerEvents)).to.have.length(2);
  });

  it('lists who is left, and takes a link back', async () => {
    expect((await isthmusCli('unlinked', 'acme')).stdout).to.match(/^No Customer of that name/);

    const { code } = await isthmusCli('unlink', 'cus_1', 'ACME', '--yes');

    expect(code).to.equal(0);
    expect((await isthmusCli('unlinked', 'acme')).stdout).to.match(/^Customer +Name/);
    const suggested = await isthmusCli('unlinked', '--suggest', '--json');
    expect(JSON.parse(suggested.stdout)).to.deep.include({ hasMore: false, suggestions: [] });
    expect((await isthmus.announced()).map(({ type }) => type)).to.deep.equal([
      'CustomerLinked',
      'CustomerUnlinked',
    ]);
  });
});
