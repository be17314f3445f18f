import { setTimeout as sleep } from 'node:timers/promises';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import { settle } from '../../cli/demo/settle.js';
import { quietLog } from '../support/quiet-log.js';
import { Chance } from './chance.js';
import { Chaos } from './chaos.js';
import { gather } from './evidence.js';
import { exposedIn } from './exposed.js';
import { Expected } from './expected.js';
import { historyOf } from './history.js';
import type { Findings } from './judge/findings.js';
import { judge } from './judge/judge.js';
import { processFaults } from './process-faults.js';
import type { Result } from './report.js';
import { erpNextFaults } from './sandbox-faults.js';
import { Sender } from './sender.js';
import { sendingsOf } from './sendings.js';
import { consumers, processesOf, webhookSecret, type Consumer, type Stage } from './stage.js';

export interface CertifyOptions {
  readonly stage: Stage;
  readonly seed: number;
  readonly events: number;
  /** A round of all faults comes with so many webhooks. */
  readonly eventsPerRound?: number;
  /** Given up after so long without a record being finished. */
  readonly patienceMs: number;
  readonly say: (line: string) => void;
}

export interface Certificate {
  readonly result: Result;
  /** Webhooks, each as often as it was sent and acknowledged. */
  readonly sent: number;
  readonly findings: Findings;
}

/** So far the shop may be ahead of the faults, as a share of one round. */
const ahead = 0.05;
const mostUnfinished = 600;

/** Plays a shop's past through everything that can go wrong, then compares what came of it with what must. */
export const certify = async ({
  stage,
  seed,
  events,
  eventsPerRound = 400,
  patienceMs,
  say,
}: CertifyOptions): Promise<Certificate> => {
  const began = Date.now();
  const chance = new Chance(seed);
  const expected = new Expected(historyOf({ seed, events, opensAt: midnightBefore(began) }));
  const sendings = sendingsOf(expected.shop.webhooks, seed);

  const rounds = Math.max(1, Math.round(events / eventsPerRound));
  let underWay = 0;
  const chaos = new Chaos({
    decks: [processFaults(stage), erpNextFaults(stage.sandbox)],
    rounds,
    chance: chance.fork(),
    underWay: () => underWay,
  });
  stage.sandbox.faults.add({ kind: 'latency', ms: 0, maxMs: 15, seed });
  const reader = new TopicReader(stage.settings, quietLog);
  let unfinished = 0;
  const sender = new Sender({
    url: () => stage.bridge.url,
    secret: webhookSecret,
    async mayGo(share) {
      underWay = Math.max(underWay, share);
      while (share > chaos.share + ahead / rounds || unfinished > mostUnfinished) await sleep(50);
    },
  });

  say(`${events} webhooks of ${expected.parties.length} customers, ${sendings.length} sendings ...`);
  const watch = watching(
    () => unfinishedOf(reader, stage).then((count) => (unfinished = count)),
    () => say(`${sender.acknowledged.size} of ${events} acknowledged, ${unfinished} records unfinished ...`),
  );
  await Promise.all([chaos.run(), sender.send(sendings).then(() => (underWay = 1))]);
  watch.end();

  say('Nothing goes wrong any more; waiting until every record is finished ...');
  stage.sandbox.faults.clear();
  await allReady(stage);
  const left = await settle({ unfinished: () => unfinishedOf(reader, stage), patienceMs, say });
  if (left > 0) say(`${left} records are not finished, and nothing moves any more.`);
  await sleep(500);

  say('Comparing ...');
  const evidence = await gather(stage, sender.acknowledged);
  const findings = judge(expected, evidence);
  for (const where of await exposedIn(stage, evidence)) findings.add('exposed', where);
  const result = {
    ...{ seed, events: expected.shop.webhooks.length, acknowledged: sender.acknowledged.size },
    ...findings.counts(),
    ...{ faults: chaos.happened, notTested: chaos.notTested, ms: Date.now() - began },
  };
  return { result, sent: sendings.length, findings };
};

const unfinishedOf = async (
  reader: TopicReader,
  { topics, members }: Pick<Stage, 'topics' | 'members'>,
): Promise<number> => {
  const topicOf: Readonly<Record<Consumer, string>> = {
    'lead-service': topics.customerEvents,
    'quotation-service': topics.quotationEvents,
    'address-service': topics.addressEvents,
  };
  const counts = await Promise.all(
    consumers
      .filter((name) => members[name].length > 0)
      .map((name) => reader.unfinished(`isthmus.${name}`, topicOf[name])),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

const lookEveryMs = 1_000;
const sayEveryLooks = 10;

/** Looks again and again; a broker that is down just now is looked at later. */
const watching = (look: () => Promise<unknown>, say: () => void): { end: () => void } => {
  let ended = false;
  const loop = async () => {
    for (let looks = 1; !ended; looks += 1) {
      await look().catch(() => undefined);
      if (looks % sayEveryLooks === 0) say();
      await sleep(lookEveryMs);
    }
  };
  void loop();
  return { end: () => (ended = true) };
};

const allReady = async (stage: Stage): Promise<void> => {
  for (const process of processesOf(stage)) while ((await process.notReady()).length > 0) await sleep(100);
};

/** Whole days before, so that what is offered for a month is not over. */
const midnightBefore = (ms: number): number => {
  const dayMs = 24 * 3_600_000;
  return Math.floor(ms / dayMs) * dayMs - dayMs;
};
