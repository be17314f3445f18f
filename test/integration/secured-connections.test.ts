import { expect } from 'chai';
import type { Env } from '#libs/config/read-config.js';
import { readSetupConfig } from '../../cli/config.js';
import { runSetup } from '../../cli/setup/run-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import type { KafkaServer } from '../../sandbox/servers/kafka-server.js';
import { eventually } from '../support/eventually.js';
import { PasswordProxy } from '../support/password-proxy.js';
import { quietLog } from '../support/quiet-log.js';
import { ownKafka, servers } from '../support/servers.js';
import { ServiceUnderTest } from '../support/service-under-test.js';
import { uniqueName } from '../support/unique-topic.js';
import { capturedWebhook, rawWebhook, signedHeaders } from '../support/webhooks.js';

const user = { username: 'isthmus', password: 'a-password-of-kafka' };
const registryUser = { username: 'reader', password: 'a-password-of-the-registry' };
const signUp = 'customer.created/unicode-company.json';

describe('Over TLS, with passwords, on a real Kafka and registry', function () {
  this.timeout(180_000);
  let kafka: KafkaServer;
  let registry: PasswordProxy;
  let sandbox: ErpNextSandbox;
  const services: ServiceUnderTest[] = [];

  before(async () => {
    kafka = await ownKafka({ secured: user });
    const { url } = (await servers()).registry;
    registry = await PasswordProxy.before(url, registryUser.username, registryUser.password);
  });
  beforeEach(async () => (sandbox = await startErpNextSandbox()));
  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.kill()));
    await sandbox.stop();
  });
  after(() => registry.stop());

  const envOf = (mechanism: string, prefix: string): Readonly<Record<string, string>> => ({
    PORT: '0',
    KAFKA_BROKERS: (kafka.secured?.brokers ?? []).join(','),
    KAFKA_SSL_CA_FILE: kafka.secured?.caFile ?? '',
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: user.username,
    KAFKA_SASL_PASSWORD: user.password,
    SCHEMA_REGISTRY_URL: registry.url,
    SCHEMA_REGISTRY_USERNAME: registryUser.username,
    SCHEMA_REGISTRY_PASSWORD: registryUser.password,
    TOPIC_PREFIX: prefix,
    TOPIC_PARTITIONS: '1',
    ERPNEXT_URL: sandbox.url,
    ERPNEXT_API_KEY: 'integration',
    ERPNEXT_API_SECRET: 'integration',
    MEDUSA_WEBHOOK_SECRETS: 'a-secret-of-the-shop',
  });
  const setUp = (env: Env) =>
    runSetup({
      config: readSetupConfig(env, { skipKafka: false, skipErpnext: false }),
      administrator: () => Promise.resolve({ apiKey: 'admin', apiSecret: 'admin' }),
      log: quietLog,
      dryRun: false,
    });
  const run = async (name: string, env: Readonly<Record<string, string>>) => {
    const service = await ServiceUnderTest.start(name, env);
    services.push(service);
    return service;
  };

  for (const mechanism of ['scram-sha-256', 'scram-sha-512', 'plain']) {
    it(`a sign-up becomes a Lead with ${mechanism}`, async () => {
      const env = envOf(mechanism, `${uniqueName('secured')}.`);
      await setUp(env);
      const bridge = await run('webhook-bridge', env);
      const leads = await run('lead-service', env);
      await Promise.all([bridge.ready(), leads.ready()]);
      const body = rawWebhook(signUp);

      const answer = await fetch(`${bridge.url}/webhooks/medusa`, {
        method: 'POST',
        headers: signedHeaders(capturedWebhook(signUp).id, body, 'a-secret-of-the-shop'),
        body: new Uint8Array(body),
      });

      expect(answer.status).to.equal(202);
      await eventually(() => expect(sandbox.documents('Lead')).to.have.length(1));
      const said = JSON.stringify([bridge.log, leads.log]);
      for (const secret of [user.password, registryUser.password, 'a-secret-of-the-shop'])
        expect(said).not.to.contain(secret);
    });
  }

  it('says that Kafka refuses the login', async () => {
    const env = { ...envOf('scram-sha-512', `${uniqueName('secured')}.`), KAFKA_SASL_PASSWORD: 'another' };

    const bridge = await run('webhook-bridge', env);

    await eventually(async () => expect(await bridge.notReady()).to.include('KAFKA_FORBIDDEN'), {
      withinMs: 60_000,
    });
  });

  it('says that the registry refuses the login', async () => {
    const env = envOf('scram-sha-512', `${uniqueName('secured')}.`);
    await setUp(env);

    const bridge = await run('webhook-bridge', { ...env, SCHEMA_REGISTRY_PASSWORD: 'another' });

    await eventually(async () => expect(await bridge.notReady()).to.include('REGISTRY_FORBIDDEN'), {
      withinMs: 60_000,
    });
  });

  it('does not talk to a Kafka whose certificate it does not trust', async () => {
    const env = envOf('scram-sha-512', `${uniqueName('secured')}.`);

    const bridge = await run('webhook-bridge', { ...env, KAFKA_SSL_CA_FILE: '', KAFKA_SSL: 'true' });

    await eventually(async () => expect(await bridge.notReady()).to.include('KAFKA_UNAVAILABLE'), {
      withinMs: 60_000,
    });
  });
});
