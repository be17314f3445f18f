import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, IntegrationError, verdictOf } from '#libs/errors/integration-error.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Event, MessageHandler } from '#libs/messaging/message.js';
import { laneOf } from '#libs/messaging/partition-session.js';
import type { Replayable } from '#libs/service/container.js';
import { inLanes } from './in-lanes.js';
import { Journal } from './journal.js';
import type { ReplayRecord } from './records.js';
import { RehearsingClient } from './rehearsing-client.js';
import { refusalOf, type Refusal, type Run } from './run.js';

export interface RehearseOptions {
  readonly records: AsyncIterable<ReplayRecord>;
  readonly services: Iterable<Replayable>;
  /** Only read from. */
  readonly erpnext: ErpNextClient;
  readonly onHandled: (count: number) => void;
  readonly stop: AbortSignal;
  /** Between two attempts when ERPNext does not answer. */
  readonly pauseMs?: number;
}

/** Look-ups that are due together go in one call. */
const atMost = 200;

/** Before a rehearsal gives up on an ERPNext that does not answer. */
const attempts = 10;

/**
 * What the services would do with these records: their very handlers, over a client that keeps every write to itself.
 * @throws what is not the fault of a record: ERPNext does not answer, or is not set up.
 */
export const rehearse = async (options: RehearseOptions): Promise<Run> => {
  const { records, erpnext, onHandled, stop, pauseMs = 1000 } = options;
  const journal = new Journal();
  const client = new RehearsingClient(erpnext, journal);
  const handlers = new Map<Replayable, MessageHandler<Event>>(
    [...options.services].map((service) => [service, service.handlerOver(client)]),
  );
  const refusals: Refusal[] = [];
  let waiting: { readonly each: ReplayRecord; readonly error: unknown }[] = [];
  let events = 0;

  const once = async ({ event, service, failure }: ReplayRecord): Promise<void> => {
    if (failure !== undefined) throw failure;
    const handler = handlers.get(service);
    if (event === undefined || handler === undefined) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcomes = await handler.handle(event);
        for (const { document } of outcomes)
          if (document !== undefined) journal.concerned(document.doctype, document.name);
        return;
      } catch (error) {
        if (!passes(error) || attempt === attempts || stop.aborted) throw error;
        await sleep(pauseMs);
      }
    }
  };
  const step = async (each: ReplayRecord): Promise<void> => {
    if (each.event === undefined && each.failure === undefined) return;
    try {
      await once(each);
    } catch (error) {
      if (isOfItsOwn(error)) waiting.push({ each, error });
      else if (verdictOf(error) === 'park') refusals.push(refusalOf(each.record, codeOf(error)));
      else throw error;
    }
    onHandled((events += 1));
  };

  await inLanes(records, { keyOf: ({ record }) => laneOf(record), step, atMost, stop });
  // What they wait for may have come later in the span.
  for (let before = Infinity; waiting.length < before && !stop.aborted;) {
    before = waiting.length;
    const again = waiting;
    waiting = [];
    for (const { each } of again) {
      events -= 1;
      await step(each);
    }
  }
  refusals.push(...waiting.map(({ each, error }) => refusalOf(each.record, codeOf(error))));
  return { events, changes: journal.all(), refusals };
};

/** A failure of the site or a race with a service, over soon. */
const passes = (error: unknown): boolean => verdictOf(error) === 'wait' && !isOfItsOwn(error);

/** The record waits for another one, and not for ever. */
const isOfItsOwn = (error: unknown): boolean =>
  verdictOf(error) === 'wait' && error instanceof IntegrationError && error.waitAtMostMs !== undefined;
