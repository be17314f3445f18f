import { expect } from 'chai';
import { openEnvelope } from '../../../../services/webhook-bridge/events/envelope.js';
import { topicRoutes } from '../../../../services/webhook-bridge/topic-routes.js';
import { decodeJson, jsonEncoder } from '../../../support/json-encoder.js';
import { capturedWebhook, expectedRecord, recordFiles, webhookFiles } from '../../../support/webhooks.js';

const topics = {
  customerEvents: 'medusa.customer.events.v1',
  addressEvents: 'medusa.address.events.v1',
  quotationEvents: 'medusa.quotation.events.v1',
};
const encoders = { customerEvents: jsonEncoder, addressEvents: jsonEncoder, quotationEvents: jsonEncoder };
const routes = topicRoutes(topics, encoders);

describe('topicRoutes', () => {
  it('has an expected record for every captured webhook', () => {
    expect(recordFiles()).to.deep.equal(webhookFiles());
  });

  for (const file of webhookFiles()) {
    it(`makes the expected record of ${file}`, async () => {
      const webhook = capturedWebhook(file);

      const record = await routes.get(webhook.entity_type)?.(openEnvelope(webhook.id, webhook));

      const { topic, key, headers, event } = expectedRecord(file);
      expect(record).to.deep.include({ topic, key, headers });
      expect(decodeJson(record?.value ?? null)).to.deep.equal(event);
    });
  }

  it('passes a trace on', async () => {
    const webhook = capturedWebhook('customer.created/nulls.json');
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    const record = await routes.get('customer')?.(openEnvelope(webhook.id, webhook), traceparent);

    expect(record?.headers).to.include({ traceparent });
  });
});
