import { expect } from 'chai';
import { readConfig } from '#libs/config/read-config.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected } from '#libs/erpnext/errors.js';
import type { Event, Outcome } from '#libs/messaging/message.js';
import { topicsOf } from '#libs/messaging/topics.js';
import type { Replayable } from '#libs/service/container.js';
import { apply } from '../../cli/replay/apply.js';
import { differences } from '../../cli/replay/differences.js';
import { figuresOf } from '../../cli/replay/figures.js';
import type { ReplayRecord } from '../../cli/replay/records.js';
import { rehearse } from '../../cli/replay/rehearse.js';
import { replayables } from '../../cli/replay/replayables.js';
import { addressRules } from '../../services/address-service/config.js';
import { leadRules } from '../../services/lead-service/config.js';
import { quotationRules } from '../../services/quotation-service/config.js';
import { capturedRecords } from '../support/captured-records.js';
import { customerEvent } from '../support/customer-events.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { namedForMedusa } from '../support/named-documents.js';
import { quietLog } from '../support/quiet-log.js';
import { record } from '../support/record.js';
import { RecordingPublisher } from '../support/recording-publisher.js';

const rules = readConfig(
  { leads: leadRules, addresses: addressRules, quotations: quotationRules },
  // A deletion waits long enough on any machine for its document, and every document is made.
  {
    NOTHING_TO_END_WAIT: '60s',
    UNKNOWN_ITEM: 'fallback',
    IDENTITY_WAIT: '100ms',
    CUSTOMER_UNKNOWN_WAIT: '100ms',
  },
);
const topics = topicsOf();
const doctypes = ['Lead', 'Customer', 'Contact', 'Address', 'Quotation', 'Sales Order'];

describe('A replay', function () {
  this.timeout(180_000);
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;
  const services = replayables(rules, topics);

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(async () => {
    await site.reset();
    await site.stockUp();
    member = site.member({ timeoutMs: 20_000 });
  });
  after(() => site.stop());

  const documents = () => doctypes.map((doctype) => site.sandbox.documents(doctype));
  const rehearsed = (records: readonly ReplayRecord[]) =>
    rehearse({
      records: inOrder(records),
      services: services.values(),
      erpnext: member.erpnext,
      onHandled: () => undefined,
      stop: new AbortController().signal,
    });
  const applied = async (records: readonly ReplayRecord[], erpnext: ErpNextClient = member.erpnext) => {
    const announced: (Outcome & { job: unknown })[] = [];
    const deadLetters = new RecordingPublisher();
    const run = await apply({
      records: inOrder(records),
      services: services.values(),
      decoderOf: () => ({ decode: (value) => Promise.resolve(JSON.parse(String(value)) as Event) }),
      topicPrefix: '',
      erpnext,
      job: 'replay-1',
      announcer: {
        announce: (outcome, _cause, { headers }) =>
          Promise.resolve(void announced.push({ ...outcome, job: headers['isthmus-replay-job'] })),
        announceDeed: (fact) => Promise.reject(new Error(`nobody did ${fact.type}`)),
      },
      publisher: deadLetters,
      bounds: { retryMinMs: 5, retryMaxMs: 20 },
      observer: {},
      log: quietLog,
      onTaken: () => undefined,
      onFinished: () => undefined,
      stop: new AbortController().signal,
    });
    return { run, announced, deadLetters: deadLetters.records };
  };
  const event = (said: Event, topic = topics.customerEvents, key = 'cus_1'): ReplayRecord => ({
    service: services.get(topic) as Replayable,
    event: said,
    record: record({ topic, key, value: JSON.stringify(said), offset: BigInt((offset += 1)) }),
  });
  let offset = 0;

  it('changes nothing when it is only rehearsed', async () => {
    await applied([event(customerEvent({ firstName: 'Ada' }))]);
    const before = documents();

    const run = await rehearsed([
      event(customerEvent({ firstName: 'Augusta', updatedAt: Date.UTC(2026, 11, 1) })),
      event(customerEvent({ id: 'cus_2', email: 'grace@example.com' }), topics.customerEvents, 'cus_2'),
    ]);

    expect(documents()).to.deep.equal(before);
    // The Lead's Contact follows it.
    expect(figuresOf(run)).to.deep.equal({
      ...{ events: 2, made: 1, changed: 2, fields: 2, asTheyAre: 0, remembered: 0 },
      refused: {},
    });
  });

  it('predicts of the captured story of a shop just what is then done', async () => {
    const story = capturedRecords()
      .filter(({ topic }) => services.has(topic))
      .map(({ topic, key, event: said }) => event(said, topic, key));

    const predicted = await rehearsed(story);
    const { run, announced } = await applied(story);

    expect(differences(predicted, run)).to.deep.equal([]);
    expect(figuresOf(predicted)).to.deep.equal(figuresOf(run));
    expect(figuresOf(run).made).to.be.greaterThan(10);
    expect(announced.every(({ job }) => job === 'replay-1')).to.equal(true);

    const again = figuresOf(await rehearsed(story));
    expect([again.made, again.fields]).to.deep.equal([0, 0]);
  });

  it('makes the same documents in an empty ERPNext, names aside', async () => {
    const story = capturedRecords().map(({ topic, key, event: said }) => event(said, topic, key));
    // As it was live: each service goes through its own topic, and none waits for another.
    const ofTopic = (topic: string) => story.filter(({ record }) => record.topic === topic);
    await Promise.all([...services.keys()].map((topic) => applied(ofTopic(topic))));
    const live = namedForMedusa(site.sandbox);
    await site.reset();
    await site.stockUp();

    await applied(story);

    for (const [doctype, documents] of Object.entries(namedForMedusa(site.sandbox)))
      expect(documents, doctype).to.deep.equal(live[doctype]);
    expect(live['Sales Order']).not.to.have.length(0);
  });

  it('cannot undo what a newer record has said', async () => {
    const [older, newer] = [
      event(customerEvent({ lastName: 'Smith', updatedAt: 2, createdAt: 1 })),
      event(customerEvent({ lastName: 'Jones', updatedAt: 3, createdAt: 1 })),
    ];
    await applied([newer]);

    const { run } = await applied([older]);

    expect(figuresOf(run)).to.include({ changed: 0, asTheyAre: 1 });
    expect(site.theLead()).to.include({ last_name: 'Jones' });
  });

  it('names what ERPNext refused, which nobody could predict', async () => {
    const records = [event(customerEvent({ firstName: 'Ada' }))];
    const predicted = await rehearsed(records);
    const refusing: ErpNextClient = Object.assign(site.member().erpnext, {
      insert: () => Promise.reject(new DocumentRejected('Lead: Territory is missing')),
    });

    const { run, deadLetters } = await applied(records, refusing);

    expect(differences(predicted, run)).to.deep.equal([
      `The record ${records[0]?.record.topic}/0/${offset} of cus_1 was parked: ERPNEXT_REJECTED, which was not predicted.`,
      'Lead of cus_1 was to be made, and was not.',
    ]);
    expect(deadLetters.map(({ topic }) => topic)).to.deep.equal([topics.leadDeadLetters]);
  });
});

async function* inOrder(records: readonly ReplayRecord[]): AsyncGenerator<ReplayRecord> {
  yield* await Promise.resolve(records);
}
