import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '#libs/config/read-config.js';
import { kafkaSettings, registrySettings } from '#libs/config/shared-settings.js';
import { kafkaConnection, registryConnection } from '#libs/service/connections.js';

const kafka = (env: Record<string, string>) =>
  kafkaConnection('isthmus-x', readConfig(kafkaSettings, { KAFKA_BROKERS: 'a:9092,b:9092', ...env }));
const registry = (env: Record<string, string>) =>
  registryConnection(readConfig(registrySettings, { SCHEMA_REGISTRY_URL: 'http://r', ...env }));

describe('The way to Kafka', () => {
  it('is plain unless told', () => {
    expect(kafka({})).to.deep.equal({ clientId: 'isthmus-x', brokers: ['a:9092', 'b:9092'], ssl: false });
  });

  it('is encrypted, with an authority of one’s own if its file is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'isthmus-'));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, 'PEM');

    expect(kafka({ KAFKA_SSL: 'true' }).ssl).to.equal(true);
    expect(kafka({ KAFKA_SSL_CA_FILE: file }).ssl).to.deep.equal({ ca: 'PEM' });
    rmSync(folder, { recursive: true });
  });

  it('has a name and a password', () => {
    const env = {
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'isthmus',
      KAFKA_SASL_PASSWORD: 'sesame',
    };

    expect(kafka(env).sasl).to.deep.equal({
      mechanism: 'scram-sha-512',
      username: 'isthmus',
      password: 'sesame',
    });
  });
});

describe('The way to the registry', () => {
  it('has a name and a password if they are given', () => {
    const credentials = { SCHEMA_REGISTRY_USERNAME: 'isthmus', SCHEMA_REGISTRY_PASSWORD: 'sesame' };

    expect(registry({})).to.deep.equal({ url: 'http://r' });
    expect(registry(credentials)).to.deep.equal({
      url: 'http://r',
      username: 'isthmus',
      password: 'sesame',
    });
  });
});
