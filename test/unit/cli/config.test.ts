import { expect } from 'chai';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import { readSetupConfig } from '../../../cli/config.js';

describe('readSetupConfig', () => {
  const kafka = { KAFKA_BROKERS: '127.0.0.1:9092', SCHEMA_REGISTRY_URL: 'http://127.0.0.1:8081' };

  it('asks only for what is not skipped', () => {
    const config = readSetupConfig(kafka, { skipKafka: false, skipErpnext: true });

    expect(config.erpnext).to.equal(undefined);
    expect(config.kafka?.topics).to.include({ partitions: 12, ingestRetentionMs: 30 * 86_400_000 });
  });

  it('reports what is missing for Kafka and for ERPNext at once', () => {
    expect(() => readSetupConfig({}, { skipKafka: false, skipErpnext: false }))
      .to.throw(InvalidConfig)
      .with.property('problems')
      .that.has.length(3);
  });
});
