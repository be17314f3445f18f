import { expect } from 'chai';
import type { Change, Delivery, Outbox } from '../../../../../plugins/medusa/src/relay/change.js';
import type { Told } from '../../../../../plugins/medusa/src/relay/envelope.js';
import type { Answer } from '../../../../../plugins/medusa/src/relay/receiver.js';
import { Relay } from '../../../../../plugins/medusa/src/relay/relay.js';
import { eventually } from '../../../../support/eventually.js';

const taken: Answer = { verdict: 'taken', said: '202', retryAfterMs: null };
const away: Answer = { verdict: 'unreachable', said: '503', retryAfterMs: null };
const refused: Answer = { verdict: 'refused', said: '400', retryAfterMs: null };

interface Noted {
  readonly id: string;
  readonly customer: string;
  attempts: number;
  dueAt: number;
  error?: string;
  state: 'waiting' | 'claimed' | 'done';
}

/** An outbox in memory; it hands out one change of a customer at a time, as the real one does. */
class MemoryOutbox implements Outbox {
  readonly noted: Noted[] = [];

  constructor(private readonly nowMs: () => number) {}

  add(id: string, customer = id): void {
    this.noted.push({ id, customer, attempts: 0, dueAt: 0, state: 'waiting' });
  }

  claim(lanes: ReadonlySet<string>): Promise<Delivery | undefined> {
    const busy = new Set(
      this.noted.filter(({ state }) => state === 'claimed').map(({ customer }) => customer),
    );
    const next = this.noted.find(
      ({ state, dueAt, customer }) =>
        state === 'waiting' && dueAt <= this.nowMs() && !busy.has(customer) && !lanes.has(customer),
    );
    if (!next) return Promise.resolve(undefined);
    next.state = 'claimed';
    return Promise.resolve({
      change: change(next),
      lane: next.customer,
      attempts: next.attempts,
      done: () => {
        next.state = 'done';
        return Promise.resolve();
      },
      putOff: (delayMs, error) => {
        Object.assign(next, {
          state: 'waiting',
          attempts: next.attempts + 1,
          dueAt: this.nowMs() + delayMs,
          error,
        });
        return Promise.resolve();
      },
    });
  }

  prune(): Promise<void> {
    return Promise.resolve();
  }

  get waiting(): string[] {
    return this.noted.filter(({ state }) => state !== 'done').map(({ id }) => id);
  }
}

const change = ({ id, customer }: Noted): Change => ({
  webhookId: `msg_${id}`,
  entityType: 'customer',
  entityId: id,
  customerId: customer,
  what: 'updated',
  occurredAt: new Date('2026-11-23T16:00:00Z'),
});

describe('relay of the Medusa plugin', () => {
  let nowMs = 0;
  let outbox: MemoryOutbox;
  let relay: Relay | undefined;
  let posts: string[];

  beforeEach(() => {
    nowMs = 0;
    posts = [];
    outbox = new MemoryOutbox(() => nowMs);
  });

  afterEach(() => relay?.stop());

  const start = (
    post: (id: string) => Answer | Promise<Answer>,
    tell: (change: Change) => Promise<Told | undefined> = ({ entityId }) =>
      Promise.resolve({ entityType: 'customer', id: entityId, row: { id: entityId } }),
  ): Relay => {
    relay = new Relay({
      outbox,
      receiver: {
        post: async (_webhookId, body) => {
          const { entity } = JSON.parse(body.toString('utf8')) as { entity: { id: string } };
          posts.push(entity.id);
          return await post(entity.id);
        },
      },
      tell,
      source: { system: 'medusa', version: '2.21.2' },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      concurrency: 3,
      pollMs: 5,
      nowMs: () => nowMs,
      random: () => 1,
    });
    relay.start();
    return relay;
  };

  it('sends what is noted while it runs, woken or not', async () => {
    start(() => taken);
    outbox.add('a');
    await eventually(() => expect(outbox.waiting).to.be.empty);
    outbox.add('b');
    relay?.wake();

    await eventually(() => expect(posts).to.deep.equal(['a', 'b']));
  });

  it('sends several customers at once, but never two changes of one', async () => {
    const open = new Map<string, number>();
    let most = 0;
    for (const id of ['a1', 'a2', 'b1', 'b2', 'c1', 'd1', 'e1']) outbox.add(id, id[0]);

    start(async (id) => {
      const customer = id[0] ?? '';
      open.set(customer, (open.get(customer) ?? 0) + 1);
      expect(open.get(customer)).to.equal(1);
      most = Math.max(most, [...open.values()].filter((count) => count > 0).length);
      await new Promise((resolve) => setTimeout(resolve, 3));
      open.set(customer, (open.get(customer) ?? 0) - 1);
      return taken;
    });

    await eventually(() => expect(outbox.waiting).to.be.empty);
    expect(most).to.equal(3);
  });

  it('drops nothing that the receiver refuses: others go on, it comes back a minute later', async () => {
    outbox.add('bad');
    outbox.add('good');

    start((id) => (id === 'bad' ? refused : taken));
    await eventually(() => expect(outbox.waiting).to.deep.equal(['bad']));
    expect(outbox.noted[0]).to.include({ attempts: 1, dueAt: 60_000, error: '400' });
    nowMs = 60_000;

    await eventually(() => expect(outbox.noted[0]).to.include({ attempts: 2, dueAt: 60_000 + 120_000 }));
  });

  it('asks with one webhook at a time whether the receiver is back, then sends all of it', async () => {
    let back = false;
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) outbox.add(id);

    start(() => (back ? taken : away));
    await eventually(() => expect(posts).to.have.length.greaterThan(0));
    await eventually(() => expect(outbox.noted.some(({ state }) => state === 'claimed')).to.equal(false));
    const asked = posts.length;
    expect(asked).to.be.at.most(3);
    for (let round = 1; round <= 3; round += 1) {
      nowMs += 60_000;
      await eventually(() => expect(posts).to.have.length(asked + round));
    }
    back = true;
    nowMs += 600_000;

    await eventually(() => expect(outbox.waiting).to.be.empty);
  });

  it('comes back when the receiver said, not sooner', async () => {
    outbox.add('a');

    start(() => (nowMs < 90_000 ? { ...away, retryAfterMs: 90_000 } : taken));
    await eventually(() => expect(outbox.noted[0]).to.include({ attempts: 1, dueAt: 90_000 }));
    nowMs = 89_999;
    outbox.add('b');
    relay?.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(posts).to.deep.equal(['a']);
    nowMs = 90_000;

    await eventually(() => expect(outbox.waiting).to.be.empty);
  });

  it('keeps what cannot be read, and says why', async () => {
    outbox.add('a');

    start(
      () => taken,
      () => Promise.reject(new Error('relation "customer" does not exist')),
    );

    await eventually(() =>
      expect(outbox.noted[0]).to.include({
        attempts: 1,
        error: 'not read: relation "customer" does not exist',
      }),
    );
    expect(posts).to.be.empty;
  });

  it('has done with a change that there is nothing to say of', async () => {
    outbox.add('a');

    start(
      () => taken,
      () => Promise.resolve(undefined),
    );

    await eventually(() => expect(outbox.waiting).to.be.empty);
    expect(posts).to.be.empty;
  });

  it('ends what it began when it is stopped, and begins nothing more', async () => {
    let answer: (given: Answer) => void = () => {};
    outbox.add('a1', 'a');
    outbox.add('a2', 'a');

    const running = start(() => new Promise<Answer>((resolve) => (answer = resolve)));
    await eventually(() => expect(posts).to.deep.equal(['a1']));
    const stopped = running.stop();
    answer(taken);
    await stopped;

    expect(outbox.waiting).to.deep.equal(['a2']);
  });

  it('goes on when the database comes back', async () => {
    const { claim } = outbox;
    let failures = 2;
    outbox.claim = function (lanes) {
      return failures-- > 0 ? Promise.reject(new Error('ECONNREFUSED')) : claim.call(this, lanes);
    };
    outbox.add('a');

    start(() => taken);

    await eventually(() => expect(outbox.waiting).to.be.empty);
  });
});
