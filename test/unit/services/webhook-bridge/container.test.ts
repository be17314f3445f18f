import { expect } from 'chai';
import { ContainerModule } from 'inversify';
import { readBridgeConfig } from '../../../../services/webhook-bridge/config.js';
import {
  bridgeModule,
  bridgeService,
  containerOf,
  EventEncoders,
  Log,
  PublisherOfBridge,
} from '../../../../services/webhook-bridge/container.js';
import { Readiness } from '../../../../services/webhook-bridge/readiness.js';
import { WebhookServer } from '../../../../services/webhook-bridge/webhook-server.js';
import { bridgeEnv } from '../../../support/bridge-env.js';
import { eventually } from '../../../support/eventually.js';
import { jsonEncoder } from '../../../support/json-encoder.js';
import { RecordingPublisher } from '../../../support/recording-publisher.js';
import { silent } from '../../../support/silent-logger.js';
import { capturedWebhook, expectedRecord, rawWebhook, signedHeaders } from '../../../support/webhooks.js';

describe('The container of the bridge', () => {
  it('makes the service', () => {
    const { parts, about } = bridgeService(readBridgeConfig({ ...bridgeEnv, TOPIC_PREFIX: 'shop.' }));

    expect(parts.map(({ name }) => name)).to.deep.equal(['publisher', 'webhooks', 'readiness']);
    expect(about).to.include({ customers: 'shop.medusa.customer.events.v1' });
  });

  it('wires the whole way from the request to the record', async () => {
    const publisher = Object.assign(new RecordingPublisher(), {
      ready: true,
      connect: () => Promise.resolve(),
      close: () => Promise.resolve(),
    });
    const encoders = {
      customerEvents: jsonEncoder,
      addressEvents: jsonEncoder,
      quotationEvents: jsonEncoder,
    };
    const fakes = new ContainerModule(({ bind }) => {
      bind(Log).toConstantValue(silent);
      bind(PublisherOfBridge).toConstantValue(publisher);
      bind(EventEncoders).toConstantValue(encoders);
    });
    const container = containerOf(fakes, bridgeModule(readBridgeConfig(bridgeEnv)));
    const [server, readiness] = [container.get(WebhookServer), container.get(Readiness)];
    const file = 'order.placed/order.json';
    const body = rawWebhook(file);
    await server.start();
    await readiness.start();

    try {
      await eventually(async () => expect((await fetch(`${server.url}/readyz`)).status).to.equal(200));
      const headers = signedHeaders(capturedWebhook(file).id, body, bridgeEnv.MEDUSA_WEBHOOK_SECRETS);
      const response = await fetch(`${server.url}/webhooks/medusa`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });

      const { topic, key, event } = expectedRecord(file);
      expect(await response.json()).to.deep.equal({ result: 'stored', id: event.id });
      expect(publisher.records[0]).to.include({ topic, key });
    } finally {
      await readiness.stop();
      await server.stop();
    }
  });
});
