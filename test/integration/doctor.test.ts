import { expect } from 'chai';
import kafkajs from 'kafkajs';
import { withAdmin } from '#libs/messaging/kafka-admin.js';
import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { IdentityConflict } from '#libs/party/errors.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { examine } from '../../cli/doctor.js';
import { readDoctorConfig } from '../../cli/doctor/config.js';
import type { Finding } from '../../cli/doctor/finding.js';
import { customerEvent } from '../support/customer-events.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';
import { quietLog } from '../support/quiet-log.js';
import { deleteTopic } from '../support/unique-topic.js';

describe('isthmus doctor on a real Kafka and registry', () => {
  let isthmus: Isthmus;

  const examined = async (more: Readonly<Record<string, string>> = {}): Promise<Finding[]> => {
    const results = await examine(
      readDoctorConfig({
        ...isthmus.env,
        ERPNEXT_ADMIN_API_KEY: 'admin',
        SHOP_TIME_ZONE: 'America/New_York',
        ERPNEXT_ADMIN_API_SECRET: 'admin',
        ...more,
      }),
    );
    return results.flatMap(({ findings }) => findings).filter(({ level }) => level !== 'fine');
  };
  const findingOf = (findings: readonly Finding[], what: RegExp): Finding | undefined =>
    findings.find((finding) => what.test(finding.what));
  const configure = (topic: string, name: string, value: string) =>
    withAdmin(isthmus.kafka, quietLog, (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: kafkajs.ConfigResourceTypes.TOPIC,
            name: topic,
            configEntries: [{ name, value }],
          },
        ],
      }),
    );

  before(async () => (isthmus = await Isthmus.start()));
  after(() => isthmus.stop());

  it('finds only that no service runs, on a set-up Isthmus', async () => {
    const findings = await examined();

    expect(findings.map(({ level }) => level)).to.deep.equal(['warning', 'warning', 'warning']);
    expect(findings[0]?.what).to.match(/^no lead-service reads .*; nothing waits there yet$/);
    expect(findings[0]?.mend).to.match(/^Start it: node dist\/services\/lead-service\/main\.js/);
  });

  it('finds what was changed about topics, schemas and services, with its mend', async () => {
    const { topics } = isthmus;
    await isthmus.publish(topics.customerEvents, customerEventSchema, [['cus_1', customerEvent()]]);
    await deleteTopic(isthmus.kafka, topics.addressDeadLetters);
    await configure(topics.quotationEvents, 'retention.ms', '3600000');
    await configure(topics.lifecycle, 'cleanup.policy', 'compact');
    await withAdmin(isthmus.kafka, quietLog, (admin) =>
      admin.createPartitions({ topicPartitions: [{ topic: topics.addressEvents, count: 5 }] }),
    );

    // Kafka tells of a change to a topic when it has been carried out everywhere.
    await eventually(async () => {
      const findings = await examined();

      expect(findingOf(findings, /no lead-service reads .* where 1 records wait/)).to.include({
        level: 'wrong',
      });
      expect(findingOf(findings, /topic .*crm\.address\.dlt\.v1 is missing/)).to.include({
        level: 'wrong',
        mend: 'npx isthmus setup --skip-erpnext',
      });
      expect(
        findingOf(findings, /quotation\.events\.v1: retention\.ms is 3600000, not 2592000000/)?.mend,
      ).to.match(
        /^kafka-configs\.sh --bootstrap-server .* --add-config retention\.ms=2592000000, or set TOPIC_/,
      );
      expect(findingOf(findings, /lifecycle\.v1: cleanup\.policy is compact, not delete/)).to.include({
        level: 'wrong',
      });
      expect(findingOf(findings, /address\.events\.v1 has 5 partitions, not 3/)?.mend).to.match(
        /TOPIC_PARTITIONS=5/,
      );
    });
  });

  it('finds a subject that would take a schema which breaks readers, with its mend', async () => {
    const subject = `${isthmus.topics.lifecycle}-value`;
    const config = `${isthmus.env['SCHEMA_REGISTRY_URL']}/config/${subject}`;
    const hold = (compatibility: string) =>
      fetch(config, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ compatibility }),
      });
    await hold('NONE');

    const finding = findingOf(await examined(), /compatibility is NONE, not FULL_TRANSITIVE/);

    expect(finding).to.include({ level: 'warning' });
    expect(finding?.mend).to.include(`curl -X PUT`).and.include(config);
    await hold('FULL_TRANSITIVE');
    expect(findingOf(await examined(), /FULL_TRANSITIVE/)).to.equal(undefined);
  });

  it('finds a clock that is wrong by the newest records, with its mend', async () => {
    const { topics, publisher } = isthmus;
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    await publisher.publish({
      ...{ topic: topics.quotationEvents, key: 'cus_1', value: Buffer.from('x') },
      headers: { ce_time: inAnHour },
    });

    const finding = findingOf(await examined(), /^a record was appended 3\d{3} s before the shop says/);

    expect(finding).to.include({ level: 'warning' });
    expect(finding?.mend).to.match(/timedatectl set-ntp true/);
  });

  it('finds what is parked, with the mend of its cause and the way back', async () => {
    const { topics } = isthmus;
    const [record] = await isthmus.records(topics.customerEvents);
    const context = { topic: topics.leadDeadLetters, groupId: 'g', failedAtMs: Date.now(), attempts: 1 };
    const error = new IdentityConflict('cus_1', { name: 'CRM-LEAD-1', medusaId: 'cus_2' }, 1);
    if (record) await isthmus.publisher.publish(deadLetterOf(record, error, context));

    const finding = findingOf(await examined(), /parked in .*crm\.lead\.dlt\.v1 as IDENTITY_CONFLICT/);

    expect(finding?.what).to.match(/^1 record of 1 customer parked/);
    expect(finding?.mend).to.match(
      /^Give one of the two another e-mail.* npx isthmus dead-letters redrive --cause IDENTITY_CONFLICT --apply$/,
    );
  });

  it('finds schemas that are missing under another prefix', async () => {
    const findings = await examined({ TOPIC_PREFIX: 'nobodys.' });
    expect(findings.every(({ what }) => / (topic|subject) /.test(` ${what} `))).to.equal(true);

    expect(
      findingOf(findings, /subject nobodys\.medusa\.customer\.events\.v1-value does not hold/)?.mend,
    ).to.equal('npx isthmus setup --skip-erpnext');
  });

  it('finds a Kafka and a registry that do not answer, each once', async () => {
    const findings = await examined({
      KAFKA_BROKERS: '127.0.0.1:9',
      SCHEMA_REGISTRY_URL: 'http://127.0.0.1:9',
    });

    expect(findings.map(({ level }) => level)).to.deep.equal(['wrong', 'wrong']);
    expect(findings[0]?.what).to.match(/^KAFKA_UNAVAILABLE/);
    expect(findings[1]?.what).to.match(/^the schema registry at .* can not be asked/);
  });
});
