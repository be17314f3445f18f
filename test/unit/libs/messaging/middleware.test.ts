import { expect } from 'chai';
import sinon from 'sinon';
import {
  compose,
  DeliveryStopped,
  pause,
  placeOf,
  whereabouts,
  type Middleware,
} from '#libs/messaging/middleware.js';
import { delivery, record } from '../../../support/record.js';

describe('Middlewares', () => {
  it('see the record in their order, and its end the other way round', async () => {
    const seen: string[] = [];
    const named =
      (name: string): Middleware =>
      (next) =>
      async (of) => {
        seen.push(`${name} begins`);
        await next(of);
        seen.push(`${name} ends`);
      };

    await compose(named('outer'), named('inner'))(async () => void seen.push('handled'))(delivery());

    expect(seen).to.deep.equal(['outer begins', 'inner begins', 'handled', 'inner ends', 'outer ends']);
  });
});

describe('What a line says of a record', () => {
  it('is where it stands and what it is', () => {
    const of = record({ key: 'cus_1', topic: 't', partition: 2, offset: 7n });

    expect(whereabouts(delivery(of, { attempt: 3, eventType: 'customer.saved' }))).to.deep.equal({
      type: 'customer.saved',
      key: 'cus_1',
      topic: 't',
      partition: 2,
      offset: '7',
      attempt: 3,
    });
    expect(placeOf(record({ key: null })).key).to.equal(undefined);
  });
});

describe('A pause', () => {
  let clock: sinon.SinonFakeTimers;
  let stop: AbortController;
  let wake: AbortController;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    [stop, wake] = [new AbortController(), new AbortController()];
  });
  afterEach(() => clock.restore());

  /** How the pause stands: it sleeps, is over, or was stopped. */
  const pausing = () => {
    let state = 'sleeps';
    pause(1000, stop.signal, wake.signal).then(
      () => (state = 'over'),
      (error: unknown) => (state = error instanceof DeliveryStopped ? 'stopped' : 'failed'),
    );
    return async (ms = 0) => {
      await clock.tickAsync(ms);
      return state;
    };
  };

  it('lasts as long as it should', async () => {
    const state = pausing();

    expect(await state(999)).to.equal('sleeps');
    expect(await state(1)).to.equal('over');
  });

  it('is over when it is woken, and stopped when the delivery is', async () => {
    const woken = pausing();
    wake.abort();
    expect(await woken()).to.equal('over');

    wake = new AbortController();
    const stopped = pausing();
    stop.abort();
    expect(await stopped()).to.equal('stopped');
    expect(clock.countTimers()).to.equal(0);
  });

  it('does not begin where it would have ended', async () => {
    wake.abort();
    expect(await pausing()()).to.equal('over');

    stop.abort();
    expect(await pausing()()).to.equal('stopped');
  });

  it('listens no longer than it lasts, nor needs anybody to wake it', async () => {
    const removed = sinon.spy(stop.signal, 'removeEventListener');
    const removedToo = sinon.spy(wake.signal, 'removeEventListener');
    const state = pausing();
    await state(1000);
    await Promise.all([pause(10, stop.signal), clock.tickAsync(10)]);

    sinon.assert.calledTwice(removed.withArgs('abort'));
    sinon.assert.calledOnce(removedToo.withArgs('abort'));
    expect(await state()).to.equal('over');
  });
});
