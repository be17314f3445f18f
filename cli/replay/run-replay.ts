import { randomBytes } from 'node:crypto';
import { partitionsOf } from '#libs/messaging/partition-of.js';
import { TopicReader } from '#libs/messaging/topic-reader.js';
import type { Topics } from '#libs/messaging/topics.js';
import { progress } from '../terminal/progress.js';
import { Refusal } from '../terminal/refusal.js';
import type { Terminal } from '../terminal/terminal.js';
import { apply } from './apply.js';
import type { ReplayConfig } from './config.js';
import { connectReplay, type ReplayConnections } from './connections.js';
import { differences } from './differences.js';
import { figuresOf } from './figures.js';
import { keysOfCustomer } from './keys-of-customer.js';
import { Position } from './position.js';
import { ReplayRecords, type Choice } from './records.js';
import { rehearse } from './rehearse.js';
import { forgetState, readState, writeState, type ReplayState } from './replay-state.js';
import type { Run } from './run.js';
import { showDetails, showFigures } from './show.js';
import { lengthOf, spanOf, within } from './span.js';

export interface ReplayRequest extends Pick<Choice, 'type' | 'every'> {
  readonly config: ReplayConfig;
  /** A Medusa id. */
  readonly customer?: string | undefined;
  /** `customer`, `address`, `quotation`; all when none is named. */
  readonly topic: readonly string[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly apply: boolean;
  /** Agreed ahead. */
  readonly yes: boolean;
  /** State of a replay that was stopped: it is gone on with, whatever else is asked for. */
  readonly resume?: string | undefined;
  /** Where the state is kept while it runs. */
  readonly state?: string | undefined;
  readonly details: boolean;
  readonly terminal: Pick<Terminal, 'say' | 'agree'>;
  /** Aborted when a person wants it to stop. */
  readonly stop: AbortSignal;
}

export interface ReplayAnswer {
  readonly lines: readonly string[];
  readonly json: object;
  readonly failed: boolean;
}

/** How often the state is kept: after a crash so much is handled again, which changes nothing. */
const keepEveryMs = 1000;

const notPredicted = 'What ERPNext itself would refuse or add is not predicted.';

/** Says what a replay would change and, when it is to be applied, does it and says what came of it. */
export const runReplay = async (request: ReplayRequest): Promise<ReplayAnswer> => {
  const { config, terminal, details } = request;
  const connections = connectReplay(config);
  try {
    const state = await stateOf(request, connections);
    const predicted = await preview(state, request, connections);
    const lines = [
      ...(details ? showDetails(predicted.changes) : []),
      ...showFigures(figuresOf(predicted), 'predicted'),
      notPredicted,
    ];
    const json = {
      predicted: figuresOf(predicted),
      ...(details ? { changes: plain(predicted.changes) } : {}),
    };
    if (request.stop.aborted) throw new Refusal('Stopped. Nothing was changed.');
    if (!request.apply) return { lines, json, failed: false };

    for (const line of lines) terminal.say(line);
    await terminal.agree('Do this?', request);
    return await carryOut({ state, predicted, json }, request, connections);
  } finally {
    await connections.close();
  }
};

const stateOf = async (request: ReplayRequest, connections: ReplayConnections): Promise<ReplayState> => {
  if (request.resume !== undefined) return readState(request.resume);
  const { kafka, topics, services, log } = connections;
  const { type, every, from, to } = request;
  const named = namedTopics(request.topic, topics, [...services.keys()]);
  const reader = new TopicReader(kafka, log);
  const span = await spanOf(reader, { topics: named, from, to });
  const keys = await keysOf(request, reader, connections);
  return {
    job: `replay-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(2).toString('hex')}`,
    topics: named,
    choice: {
      every,
      ...(keys === undefined ? {} : { keys }),
      ...(type === undefined ? {} : { type }),
    },
    span: keys === undefined ? span : within(span, partitionsOf(keys, await reader.end(named))),
    events: 0,
  };
};

/** What a customer's addresses and orders are may have been said long before the span, and in another topic. */
const keysOf = async (
  { customer, terminal }: ReplayRequest,
  reader: TopicReader,
  connections: ReplayConnections,
): Promise<string[] | undefined> => {
  if (customer === undefined) return undefined;
  const all = [...connections.services.keys()];
  const span = within(
    { from: await reader.beginning(all), to: await reader.end(all) },
    partitionsOf([customer], await reader.end(all)),
  );
  const tell = progress({ things: 'records of the customer looked for', terminal });
  return keysOfCustomer(customer, { ...connections, span }, (read) => tell(read, lengthOf(span)));
};

const recordsOf = ({ topics, span, choice }: ReplayState, connections: ReplayConnections) =>
  new ReplayRecords({
    ...connections,
    services: new Map([...connections.services].filter(([topic]) => topics.includes(topic))),
    ...{ span, choice: choice as Choice },
  });

const preview = (
  state: ReplayState,
  { terminal, stop }: ReplayRequest,
  connections: ReplayConnections,
): Promise<Run> => {
  const length = lengthOf(state.span);
  const tellRead = progress({ things: 'records read', terminal });
  return rehearse({
    records: recordsOf(state, connections).all((read) => tellRead(read, length)),
    services: connections.services.values(),
    erpnext: connections.erpnext,
    onHandled: progress({ things: 'events rehearsed', terminal }),
    stop,
  });
};

const carryOut = async (
  { state, predicted, json }: { state: ReplayState; predicted: Run; json: object },
  { terminal, stop, config, details, ...request }: ReplayRequest,
  connections: ReplayConnections,
): Promise<ReplayAnswer> => {
  const file = request.resume ?? request.state ?? `isthmus-${state.job}.json`;
  const position = new Position(state.span.from);
  let events = state.events;
  const keep = () =>
    writeState(file, { ...state, events, span: { from: position.place, to: state.span.to } });
  const tell = progress({ things: 'events done', terminal });
  keep();
  const keeping = setInterval(keep, keepEveryMs);
  let done: Run;
  try {
    done = await apply({
      ...connections,
      records: recordsOf(state, connections).all(() => undefined),
      services: connections.services.values(),
      topicPrefix: config.topicPrefix,
      job: state.job,
      observer: {
        breaker: (code) => terminal.say(code === undefined ? 'ERPNext is back.' : `Waiting: ${code}.`),
        stopped: (code) =>
          terminal.say(code === undefined ? 'It goes on.' : `Waiting to be mended: ${code}.`),
      },
      onTaken: (record) => position.take(record),
      onFinished: (record, handled) => {
        position.finish(record);
        if (handled) tell((events += 1), state.events + predicted.events);
      },
      stop,
    });
  } catch (error) {
    terminal.say(`Not finished. ${goOn(file)}`);
    throw error;
  } finally {
    clearInterval(keeping);
    keep();
  }
  if (stop.aborted) {
    return {
      lines: [...showFigures(figuresOf(done), 'done'), `Stopped. ${goOn(file)}`],
      json: { ...json, job: state.job, done: figuresOf(done), resume: file },
      failed: true,
    };
  }
  forgetState(file);
  const found = differences(predicted, done);
  return {
    lines: [
      ...(details ? showDetails(done.changes) : []),
      ...showFigures(figuresOf(predicted), 'predicted'),
      ...showFigures(figuresOf(done), 'done'),
      ...(state.events > 0 ? [`${state.events} events were done before it was stopped.`] : []),
      ...(found.length === 0 ? ['Just as predicted.'] : ['Otherwise than predicted:', ...found]),
    ],
    json: { ...json, job: state.job, done: figuresOf(done), differences: found },
    failed: done.refusals.length > 0,
  };
};

const goOn = (file: string) => `Go on with: npx isthmus replay --resume ${file}`;

const namedTopics = (names: readonly string[], topics: Topics, all: readonly string[]): string[] => {
  const known: Readonly<Record<string, string>> = {
    customer: topics.customerEvents,
    address: topics.addressEvents,
    quotation: topics.quotationEvents,
  };
  if (names.length === 0) return [...all];
  return names.map((name) => {
    const topic = known[name] ?? all.find((each) => each === name);
    if (topic === undefined)
      throw new Refusal(`There is no topic "${name}" to replay: ${Object.keys(known).join(', ')}.`);
    return topic;
  });
};

const plain = (changes: Run['changes']) =>
  changes.map(({ fields, ...change }) => ({ ...change, fields: Object.fromEntries(fields) }));
