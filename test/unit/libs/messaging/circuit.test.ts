import { expect } from 'chai';
import sinon from 'sinon';
import { Circuit } from '#libs/messaging/circuit.js';
import { DeliveryStopped } from '#libs/messaging/middleware.js';

describe('Circuit', () => {
  const down = new Error('down');
  let clock: sinon.SinonFakeTimers;
  let circuit: Circuit;
  let calls: string[];
  let isDown: boolean;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    circuit = new Circuit({
      opensOn: (error) => error === down,
      after: 3,
      probeMinMs: 1000,
      probeMaxMs: 4000,
    });
    calls = [];
    isDown = true;
  });

  afterEach(() => clock.restore());

  const call = (name: string, stop = new AbortController().signal) =>
    circuit
      .run(
        () => {
          calls.push(name);
          return isDown ? Promise.reject(down) : Promise.resolve(name);
        },
        { stop, onHeld: () => undefined },
      )
      .catch((error: unknown) => error);

  const open = async () => {
    for (const name of ['x', 'y', 'z']) await call(name);
    calls = [];
  };

  it('opens after so many failures in a row', async () => {
    await call('x');
    await call('y');
    expect(circuit.openedBy).to.equal(undefined);

    await call('z');
    expect(circuit.openedBy).to.equal(down);
  });

  it('does not open on failures that say nothing about the next call', async () => {
    for (let n = 0; n < 9; n += 1)
      await circuit
        .run(() => Promise.reject(new Error('refused')), {
          stop: new AbortController().signal,
          onHeld: () => undefined,
        })
        .catch(() => undefined);

    expect(circuit.openedBy).to.equal(undefined);
  });

  it('holds every call while it is open, and probes with one', async () => {
    await open();
    const held = ['a', 'b', 'c'].map((name) => call(name));

    await clock.tickAsync(990);
    expect(calls).to.deep.equal([]);
    await clock.tickAsync(20);
    expect(calls).to.deep.equal(['a']);
    expect(await held[0]).to.equal(down);
  });

  it('probes with another one each time, ever more rarely', async () => {
    await open();
    for (const name of ['a', 'b', 'c', 'd']) void call(name);

    await clock.tickAsync(1010);
    expect(calls).to.deep.equal(['a']);
    await clock.tickAsync(1500);
    expect(calls).to.deep.equal(['a']);
    await clock.tickAsync(600);
    expect(calls).to.deep.equal(['a', 'b']);
    await clock.tickAsync(4100);
    expect(calls).to.deep.equal(['a', 'b', 'c']);
    await clock.tickAsync(4100);
    expect(calls).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('lets everybody through when a probe was answered', async () => {
    await open();
    const held = ['a', 'b', 'c'].map((name) => call(name));
    isDown = false;

    await clock.tickAsync(1010);

    expect(await Promise.all(held)).to.deep.equal(['a', 'b', 'c']);
    expect(circuit.openedBy).to.equal(undefined);
  });

  it('probes with the first call that comes, when none was held at its time', async () => {
    await open();
    await clock.tickAsync(5000);
    isDown = false;

    expect(await call('late')).to.equal('late');
  });

  it('holds those who come while a probe is under way', async () => {
    await open();
    let answer = () => undefined as void;
    const probe = circuit.run(() => new Promise<void>((resolve) => (answer = resolve)), {
      stop: new AbortController().signal,
      onHeld: () => undefined,
    });
    await clock.tickAsync(1010);
    isDown = false;
    const other = call('other');
    await clock.tickAsync(10_000);
    expect(calls).to.deep.equal([]);

    answer();
    await probe;
    expect(await other).to.equal('other');
  });

  it('lets go of a held call that is told to stop, and probes with the next one', async () => {
    await open();
    const stop = new AbortController();
    const stopped = call('a', stop.signal);
    void call('b');

    stop.abort();
    expect(await stopped).to.be.instanceOf(DeliveryStopped);
    await clock.tickAsync(1010);
    expect(calls).to.deep.equal(['b']);
  });
});
