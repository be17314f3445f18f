import { startErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import { readDeadLetter } from '#libs/messaging/read-dead-letter.js';
import type { Figures } from '../../cli/replay/figures.js';
import type { CapturedRecord } from './captured-records.js';
import { Isthmus } from './isthmus.js';
import { namedForMedusa } from './named-documents.js';
import { retoldStory } from './retold-story.js';
import { typedCommand } from './typed-command.js';

/** The waits of production: a shorter one parks, live, what only had to be patient. Lines without an Item have one. */
const rules = {
  ...{ NOTHING_TO_END_WAIT: '60s', IDENTITY_WAIT: '60s', CUSTOMER_UNKNOWN_WAIT: '60s' },
  UNKNOWN_ITEM: 'fallback',
};

/** So many are told side by side: few enough that no window fills, for then bounded waits end at once. */
const atOnce = 11;

export interface Rebuilt {
  readonly events: number;
  readonly live: Record<string, unknown[]>;
  readonly rebuilt: Record<string, unknown[]>;
  readonly predicted: Figures;
  readonly done: Figures;
  readonly differences: readonly string[];
  readonly parked: { readonly live: readonly string[]; readonly rebuild: number };
  readonly seconds: { readonly live: number; readonly replay: number };
}

/**
 * The captured story of a shop, told of many, goes through the topics and the services into one ERPNext; then a replay from
 * the oldest record on makes another. The services keep up with the shop: what is set once follows the first of two topics.
 */
export const rebuild = async ({ copies }: { readonly copies: number }): Promise<Rebuilt> => {
  const isthmus = await Isthmus.start();
  const empty = await startErpNextSandbox();
  try {
    await isthmus.setUp(empty);
    const services = ['lead-service', 'address-service', 'quotation-service'];
    await Promise.all(services.map((service) => isthmus.run(service, rules)));
    const stories = Array.from({ length: copies }, (_, copy) => retoldStory(copy));
    const { customerEvents, addressEvents, quotationEvents, ...topics } = isthmus.topics;
    const handled = () => isthmus.finished([customerEvents, addressEvents, quotationEvents], services);

    const live = await timed(async () => {
      for (let first = 0; first < copies; first += atOnce) {
        for (const spell of spellsOf(stories.slice(first, first + atOnce))) {
          await Promise.all(spell.map((records) => isthmus.tell(records)));
          await handled();
        }
      }
    });
    const deadLetters = await Promise.all(
      [topics.leadDeadLetters, topics.addressDeadLetters, topics.quotationDeadLetters].map((topic) =>
        isthmus.records(topic),
      ),
    );

    const env = { ...isthmus.env, ...rules, ERPNEXT_URL: empty.url };
    const replay = await timed(
      () => typedCommand(env, 'replay', '--every', '--apply', '--yes', '--json').ended,
    );
    if (replay.result.stdout === '') throw new Error(replay.result.stderr);
    const answer = JSON.parse(replay.result.stdout) as Answer;
    return {
      ...answer,
      events: stories.flat().length,
      live: namedForMedusa(isthmus.sandbox),
      rebuilt: namedForMedusa(empty),
      parked: {
        live: deadLetters.flat().map((record) => readDeadLetter(record).cause),
        rebuild: Object.values(answer.done.refused).length,
      },
      seconds: { live: live.seconds, replay: replay.seconds },
    };
  } finally {
    await empty.stop();
    await isthmus.stop();
  }
};

/** The same stretch of each story, as long as the shop speaks of things of one topic. */
const spellsOf = (stories: readonly CapturedRecord[][]): CapturedRecord[][][] => {
  const [first = []] = stories;
  const starts = [...first.keys()].filter((index) => first[index]?.topic !== first[index - 1]?.topic);
  return starts.map((start, index) => stories.map((story) => story.slice(start, starts[index + 1])));
};

interface Answer {
  readonly predicted: Figures;
  readonly done: Figures;
  readonly differences: readonly string[];
}

const timed = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> => {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
};
