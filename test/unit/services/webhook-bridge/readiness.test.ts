import { expect } from 'chai';
import { KafkaUnavailable, SchemaNotRegistered } from '#libs/messaging/errors.js';
import { topicRoutes } from '../../../../services/webhook-bridge/topic-routes.js';
import { Readiness } from '../../../../services/webhook-bridge/readiness.js';
import { eventually } from '../../../support/eventually.js';
import { jsonEncoder } from '../../../support/json-encoder.js';
import { silent } from '../../../support/silent-logger.js';

const topics = { customerEvents: 'customers', addressEvents: 'addresses', quotationEvents: 'quotations' };

class Kafka {
  ready = false;
  up = true;
  connect(): Promise<void> {
    if (!this.up) return Promise.reject(new KafkaUnavailable('down'));
    this.ready = true;
    return Promise.resolve();
  }
}

describe('Readiness', () => {
  let readiness: Readiness | undefined;
  afterEach(() => readiness?.stop());

  const started = async (kafka: Kafka, encoder = jsonEncoder) => {
    const routes = topicRoutes(topics, {
      customerEvents: encoder,
      addressEvents: encoder,
      quotationEvents: encoder,
    });
    readiness = new Readiness(kafka, routes, silent, 5);
    await readiness.start();
    return readiness;
  };
  const saying = (reasons: string[]) =>
    eventually(() => expect(readiness?.notReady()).to.deep.equal(reasons));

  it('is ready once Kafka is there and every kind of event was encoded', async () => {
    const encoded: unknown[] = [];
    const encode = (value: unknown): Promise<Buffer> => {
      encoded.push(value);
      return jsonEncoder.encode(value);
    };

    await started(new Kafka(), { encode });

    await saying([]);
    expect(encoded).to.have.length(4);
  });

  it('starts without Kafka, says so, and notices when it comes', async () => {
    const kafka = new Kafka();
    kafka.up = false;

    await started(kafka);
    await saying(['KAFKA_UNAVAILABLE']);
    kafka.up = true;

    await saying([]);
  });

  it('says that setup was not done, and notices when it was', async () => {
    let done = false;
    const encode = (value: unknown): Promise<Buffer> =>
      done ? jsonEncoder.encode(value) : Promise.reject(new SchemaNotRegistered('not there'));

    await started(new Kafka(), { encode });
    await saying(['SCHEMA_NOT_REGISTERED']);
    done = true;

    await saying([]);
  });

  it('says that it is going away', async () => {
    const readiness = await started(new Kafka());
    await saying([]);

    await readiness.stop();

    expect(readiness.notReady()).to.deep.equal(['SHUTTING_DOWN']);
  });

  it('notices by itself that Kafka, once lost, is back', async () => {
    const kafka = new Kafka();
    await started(kafka);
    await saying([]);

    kafka.up = false;
    kafka.ready = false;
    await saying(['KAFKA_UNAVAILABLE']);
    kafka.up = true;

    await saying([]);
  });
});
