/**
 * Not a test, a measurement: `npx mocha --timeout 900000 dist/test/contract/rebuild-at-length.js`. The captured story of a
 * shop, told of many customers, is handled service by service; then an empty site is rebuilt from all of it, merged.
 */
import { expect } from 'chai';
import { readConfig } from '#libs/config/read-config.js';
import type { Event } from '#libs/messaging/message.js';
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
import { ErpNextSite } from '../support/erpnext-site.js';
import { namedForMedusa } from '../support/named-documents.js';
import { quietLog } from '../support/quiet-log.js';
import { record } from '../support/record.js';
import { RecordingPublisher } from '../support/recording-publisher.js';

const wanted = 5000;

const rules = readConfig(
  { leads: leadRules, addresses: addressRules, quotations: quotationRules },
  { NOTHING_TO_END_WAIT: '60s', UNKNOWN_ITEM: 'fallback', IDENTITY_WAIT: '1s', CUSTOMER_UNKNOWN_WAIT: '30s' },
);
const services = replayables(rules, topicsOf());

/** The story once more, of people, companies and orders of their own. */
const toldOf = (copy: number): ReplayRecord[] =>
  capturedRecords().map(({ topic, key, event }, index) => {
    const own = (json: string) =>
      json
        .replaceAll('_01M8', `_${copy.toString(36).padStart(4, '0')}`)
        .replace(/@([\w.-]+\.[a-z]+)/g, `@n${copy}.$1`)
        .replace(/"companyName":"([^"]+)"/g, `"companyName":"$1 ${copy}"`)
        .replace(/(\\"vat_id\\":\\"[^"\\]+)/g, `$1${copy}`);
    const value = own(JSON.stringify(event));
    const offset = BigInt(copy * 1000 + index);
    return {
      service: services.get(topic) as Replayable,
      event: JSON.parse(value) as Event,
      record: record({ topic, key: own(key), value, offset }),
    };
  });

async function* inOrder(records: readonly ReplayRecord[]): AsyncGenerator<ReplayRecord> {
  yield* await Promise.resolve(records);
}

describe('A rebuild at length', function () {
  this.timeout(900_000);

  it('ends in the same documents', async () => {
    const site = await ErpNextSite.start();
    await site.stockUp();
    const { erpnext } = site.member({ timeoutMs: 60_000 });
    const deadLetters = new RecordingPublisher();
    const applied = (records: readonly ReplayRecord[]) =>
      apply({
        records: inOrder(records),
        services: services.values(),
        decoderOf: () => ({ decode: (value) => Promise.resolve(JSON.parse(String(value)) as Event) }),
        ...{ topicPrefix: '', erpnext, job: 'rebuild', publisher: deadLetters, log: quietLog },
        announcer: { announce: () => Promise.resolve() },
        bounds: { retryMinMs: 5, retryMaxMs: 100 },
        observer: {},
        onTaken: () => undefined,
        onFinished: () => undefined,
        stop: new AbortController().signal,
      });
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now();
      const result = await work();
      const seconds = (performance.now() - began) / 1000;
      const mb = process.memoryUsage().rss / 1024 / 1024;
      console.log(
        `${what}: ${seconds.toFixed(1)} s, ${(story.length / seconds).toFixed(0)} events/s, ${mb.toFixed(0)} MB`,
      );
      return result;
    };
    const copies = Math.ceil(wanted / capturedRecords().length);
    const story = Array.from({ length: copies }, (_, copy) => toldOf(copy)).flat();

    await timed(`live, ${story.length} events`, () =>
      Promise.all(
        [...services.keys()].map((topic) => applied(story.filter((each) => each.record.topic === topic))),
      ),
    );
    const live = namedForMedusa(site.sandbox);
    console.log(
      `parked: ${deadLetters.records.map(({ headers }) => String(headers['dlt-cause'])).join(' ')}`,
    );
    await site.reset();
    await site.stockUp();

    const predicted = await timed('rehearsal', () =>
      rehearse({
        records: inOrder(story),
        services: services.values(),
        erpnext,
        onHandled: () => undefined,
        stop: new AbortController().signal,
      }),
    );
    const done = await timed('rebuild', () => applied(story));

    console.log('predicted', figuresOf(predicted));
    console.log('done', figuresOf(done));
    console.log('differences', differences(predicted, done).slice(0, 10));
    const rebuilt = namedForMedusa(site.sandbox);
    for (const [doctype, documents] of Object.entries(rebuilt)) {
      console.log(doctype, documents.length);
      const [one, other] = [live[doctype], documents].map((all) =>
        (all ?? []).map((each) => JSON.stringify(each)),
      );
      const differing = other?.filter((each) => !one?.includes(each)).length;
      expect(differing, doctype).to.equal(0);
    }
    await site.stop();
  });
});
