/**
 * Not a test, a measurement: `npx mocha --timeout 900000 dist/test/integration/many-dead-letters.js`. A hundred thousand
 * dead letters on a real Kafka, listed and redriven by the command, and what that costs.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { readMerged } from '#libs/messaging/merged-reader.js';
import { IdentityConflict } from '#libs/party/errors.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { Isthmus } from '../support/isthmus.js';
import { quietLog } from '../support/quiet-log.js';
import { typedCommand } from '../support/typed-command.js';

const many = 100_000;
const customers = 20_000;
const atOnce = 1_000;
/** Node ends a process that needs more: left alone, it would fill what the machine has before it collects garbage. */
const smallHeap = { NODE_OPTIONS: '--max-old-space-size=192' };

describe('A hundred thousand dead letters', function () {
  this.timeout(900_000);
  let isthmus: Isthmus;

  before(async () => (isthmus = await Isthmus.start()));
  after(() => isthmus.stop());

  const parkAll = async (): Promise<void> => {
    const { customerEvents, leadDeadLetters } = isthmus.topics;
    for (let from = 0; from < many; from += atOnce) {
      const events = Array.from({ length: atOnce }, (_, index) => {
        const id = `cus_${(from + index) % customers}`;
        const updatedAt = from + index + 1;
        return [id, customerEvent({ id, email: `${id}@example.com`, createdAt: 1, updatedAt })] as const;
      });
      await isthmus.publish(customerEvents, customerEventSchema, events);
    }
    const reader = new TopicReader(isthmus.kafka, quietLog);
    const topics = [customerEvents];
    const span = { from: await reader.beginning(topics), to: await reader.end(topics) };
    let batch: Promise<void>[] = [];
    const context = { topic: leadDeadLetters, groupId: 'g', failedAtMs: Date.now(), attempts: 1 };
    for await (const record of readMerged(isthmus.kafka, quietLog, span)) {
      const error = new IdentityConflict(String(record.key), { name: 'CRM-LEAD-1', medusaId: 'cus_x' }, 1);
      batch.push(isthmus.publisher.publish(deadLetterOf(record, error, context)));
      if (batch.length < atOnce) continue;
      await Promise.all(batch);
      batch = [];
    }
    await Promise.all(batch);
  };

  const measured = async (...args: string[]): Promise<string> => {
    const began = performance.now();
    const { child, ended } = typedCommand({ ...isthmus.env, ...smallHeap }, ...args);
    let peakMb = 0;
    const looking = setInterval(() => (peakMb = Math.max(peakMb, residentMb(child.pid))), 50);
    const { code, stdout, stderr } = await ended;
    clearInterval(looking);
    expect(code, stderr).to.equal(0);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${args.join(' ')}: ${seconds} s, at most ${peakMb.toFixed(0)} MB resident`);
    return stdout;
  };

  it('are listed and redriven', async () => {
    await measured('dead-letters', 'list');
    await parkAll();

    console.log(await measured('dead-letters', 'list'));
    console.log(await measured('dead-letters', 'redrive', '--all', '--apply', '--yes'));
    console.log(await measured('dead-letters', 'list'));
  });
});

/** At its highest so far, as Linux tells. */
const residentMb = (pid: number | undefined): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};
