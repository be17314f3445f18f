import { expect } from 'chai';
import type { OutgoingRecord, Outcome } from '#libs/messaging/message.js';
import { LifecycleAnnouncer, lifecycleEventOf, outcomeId } from '#libs/messaging/lifecycle-announcer.js';
import { record } from '../../../support/record.js';

const outcome: Outcome = {
  type: 'LeadSaved',
  medusaId: 'cus_1',
  medusaCustomerId: 'cus_1',
  document: { doctype: 'Lead', name: 'CRM-LEAD-7' },
  version: 1_764_000_000_000,
};
const cause = { id: 'e1', type: 'medusa.customer.saved', occurredAt: 1_764_000_000_500 };

describe('The id of an outcome', () => {
  it('is the same for the same fact, whatever else is said of it', () => {
    expect(outcomeId({ ...outcome, stageAfter: 'SAVED', warnings: ['PHONE_LEFT_OUT'] })).to.equal(
      outcomeId(outcome),
    );
  });

  it('has been the same in every release', () => {
    expect(outcomeId(outcome)).to.equal('b38c2545-f00c-5f29-a3e5-1dcf4b5dda4c');
  });

  const others: Partial<Outcome>[] = [
    { type: 'CustomerSaved' },
    { medusaId: 'cus_2' },
    { document: { doctype: 'Lead', name: 'CRM-LEAD-8' } },
    { version: 1 },
  ];
  for (const other of others)
    it(`is another when ${Object.keys(other).join()} is another`, () => {
      expect(outcomeId({ ...outcome, ...other })).to.not.equal(outcomeId(outcome));
    });

  it('exists for a fact without a document', () => {
    const gone: Outcome = {
      type: 'CustomerDeleted',
      medusaId: 'cus_1',
      medusaCustomerId: 'cus_1',
      version: 1,
    };

    expect(outcomeId(gone)).to.match(/^[0-9a-f-]{36}$/);
  });
});

describe('LifecycleAnnouncer', () => {
  it('publishes the fact by customer, with the envelope in the headers and what must travel on', async () => {
    const published: OutgoingRecord[] = [];
    const announcer = new LifecycleAnnouncer({
      topic: 'crm.customer.lifecycle.v1',
      source: 'isthmus/lead-service',
      encoder: { encode: (event) => Promise.resolve(Buffer.from(JSON.stringify(event))) },
      publisher: { publish: (one) => Promise.resolve(void published.push(one)) },
      now: () => 5,
    });

    await announcer.announce(
      outcome,
      cause,
      record({ headers: { traceparent: '00-abc', 'isthmus-replay-job': 'job1', ce_id: 'other' } }),
    );

    const event = lifecycleEventOf(outcome, cause, 5);
    expect(published).to.deep.equal([
      {
        topic: 'crm.customer.lifecycle.v1',
        key: 'cus_1',
        value: Buffer.from(JSON.stringify(event)),
        headers: {
          ce_specversion: '1.0',
          ce_id: event.id,
          ce_source: 'isthmus/lead-service',
          ce_type: 'LeadSaved',
          ce_time: '2025-11-24T16:00:00.500Z',
          ce_subject: 'cus_1',
          'content-type': 'application/avro',
          traceparent: '00-abc',
          'isthmus-replay-job': 'job1',
        },
      },
    ]);
  });

  it('publishes what a person did without a cause and without a version, under an id that comes from the deed', async () => {
    const published: OutgoingRecord[] = [];
    const announcer = new LifecycleAnnouncer({
      topic: 'crm.customer.lifecycle.v1',
      source: 'isthmus/cli',
      encoder: { encode: (event) => Promise.resolve(Buffer.from(JSON.stringify(event))) },
      publisher: { publish: (one) => Promise.resolve(void published.push(one)) },
      now: () => 5,
    });

    await announcer.announceDeed({ ...outcome, type: 'CustomerLinked' });

    expect(JSON.parse(String(published[0]?.value))).to.include({
      id: outcomeId({ ...outcome, type: 'CustomerLinked' }),
      occurredAt: 5,
      version: null,
      causingEventId: null,
    });
  });

  it('takes the time of the fact from its cause, not from the clock', () => {
    const [first, second] = [lifecycleEventOf(outcome, cause, 1), lifecycleEventOf(outcome, cause, 2)];

    expect({ ...first, recordedAt: 0 }).to.deep.equal({ ...second, recordedAt: 0 });
    expect(first.occurredAt).to.equal(cause.occurredAt);
  });

  it('says of a fact what there is to say, and null of all else', () => {
    const money = { medusa: null, erpnext: null } as unknown as NonNullable<Outcome['money']>;
    const said: Outcome = {
      ...outcome,
      previousMedusaCustomerId: 'cus_0',
      stageBefore: 'DRAFT',
      stageAfter: 'OFFERED',
      money,
      reasonCode: 'TOTALS_DIFFER',
      warnings: ['PHONE_LEFT_OUT'],
    };
    const unsaid: Outcome = { type: 'X', medusaId: 'cus_1', medusaCustomerId: 'cus_1', version: 1 };

    expect(lifecycleEventOf(said, cause, 5)).to.deep.include({
      previousMedusaCustomerId: 'cus_0',
      document: { doctype: 'Lead', name: 'CRM-LEAD-7' },
      stageBefore: 'DRAFT',
      stageAfter: 'OFFERED',
      money,
      reasonCode: 'TOTALS_DIFFER',
      warnings: ['PHONE_LEFT_OUT'],
    });
    expect(lifecycleEventOf(unsaid, cause, 5)).to.deep.include({
      previousMedusaCustomerId: null,
      document: null,
      stageBefore: null,
      stageAfter: null,
      money: null,
      reasonCode: null,
      warnings: [],
    });
  });
});
