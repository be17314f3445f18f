import { expect } from 'chai';
import type { KafkaSettings } from '#libs/messaging/kafka-settings.js';
import { eventually } from '../support/eventually.js';
import { servers } from '../support/servers.js';
import {
  numbered,
  produce,
  startTestService,
  upTo,
  type Numbered,
  type TestService,
} from '../support/test-service.js';
import { uniqueName, uniqueTopic } from '../support/unique-topic.js';

/** Calls of the handler by whichever member, in the order in which they ended. */
interface Call {
  readonly member: string;
  readonly event: Numbered;
}

describe('Members that join and leave under load', () => {
  let kafka: KafkaSettings;
  let members: TestService[];
  let ended: Call[];

  before(async () => {
    kafka = { clientId: 'test', brokers: (await servers()).kafka.brokers };
  });

  beforeEach(() => {
    members = [];
    ended = [];
  });

  afterEach(() => Promise.all(members.map((member) => member.stop())));

  const join = async (topic: string, groupId: string, name: string, callMs: number): Promise<TestService> => {
    const member = await startTestService({
      kafka,
      topic,
      groupId,
      handle: async (event) => {
        await new Promise((resolve) => setTimeout(resolve, callMs));
        ended.push({ member: name, event });
      },
    });
    members.push(member);
    return member;
  };
  const leave = async (member: TestService) => {
    members = members.filter((other) => other !== member);
    await member.stop();
  };

  it('lose nothing and keep the order of each key, with calls of 5 ms', async () => {
    const [topic, groupId] = [await uniqueTopic(kafka, { partitions: 12 }), uniqueName('group')];
    const [keys, each] = [60, 60];
    const first = await join(topic, groupId, 'a', 5);
    const producing = produce(
      kafka,
      topic,
      upTo(each).flatMap((number) => upTo(keys).map((key) => numbered(`k${key}`, number))),
    );

    const second = await join(topic, groupId, 'b', 5);
    await join(topic, groupId, 'c', 5);
    await leave(first);
    await leave(second);
    await producing;

    await eventually(() => expect(firstCallsOf(ended)).to.have.length(keys * each), { withinMs: 90_000 });
    expect(disorderOf(ended)).to.deep.equal([]);
    expect(ended.length - keys * each, 'records handled again').to.be.lessThan(0.5 * keys * each);
  });

  it('lose nothing with calls of 10 s, and repeat only what nobody had committed', async function () {
    this.timeout(180_000);
    const [topic, groupId] = [await uniqueTopic(kafka, { partitions: 6 }), uniqueName('group')];
    const [keys, each] = [30, 2];
    await produce(
      kafka,
      topic,
      upTo(each).flatMap((number) => upTo(keys).map((key) => numbered(`k${key}`, number))),
    );

    const first = await join(topic, groupId, 'a', 10_000);
    await eventually(() => expect(ended.length).to.be.greaterThan(keys - 1));
    await join(topic, groupId, 'b', 10_000);
    await leave(first);

    await eventually(() => expect(firstCallsOf(ended)).to.have.length(keys * each), { withinMs: 90_000 });
    expect(disorderOf(ended)).to.deep.equal([]);
    expect(ended.length - keys * each, 'records handled again').to.be.at.most(2 * keys);
  });

  it('do not handle again what a clean leave has committed', async () => {
    const [topic, groupId] = [await uniqueTopic(kafka, { partitions: 3 }), uniqueName('group')];
    await produce(
      kafka,
      topic,
      upTo(300).map((number) => numbered(`k${number % 30}`, number)),
    );
    const first = await join(topic, groupId, 'a', 1);
    await eventually(() => expect(ended).to.have.length(300));
    await leave(first);

    await join(topic, groupId, 'b', 1);
    await produce(kafka, topic, [numbered('k0', 300)]);

    await eventually(() => expect(ended.at(-1)?.event.number).to.equal(300));
    expect(ended).to.have.length(301);
  });
});

const firstCallsOf = (calls: readonly Call[]): Call[] => {
  const seen = new Set<string>();
  return calls.filter(({ event: { id } }) => !seen.has(id) && seen.add(id));
};

/** First calls that ended after a later one of the same key. */
const disorderOf = (calls: readonly Call[]): string[] => {
  const newest = new Map<string, number>();
  return firstCallsOf(calls).flatMap(({ event: { id, key, number } }) => {
    const late = number < (newest.get(key) ?? -1);
    newest.set(key, Math.max(number, newest.get(key) ?? -1));
    return late ? [id] : [];
  });
};
