import { expect } from 'chai';
import { Lanes, type Ending } from '#libs/messaging/lanes.js';
import type { Says } from '#libs/messaging/says.js';

describe('Lanes', () => {
  let begun: string[];
  let broken: unknown[];
  let endings: Map<string, { end: (ending: Ending) => void; fail: (error: Error) => void }>;
  let lanes: Lanes<string>;

  beforeEach(() => {
    begun = [];
    broken = [];
    endings = new Map();
    lanes = new Lanes<string>({
      step: (record) =>
        new Promise((end, fail) => {
          begun.push(record);
          endings.set(record, { end, fail });
        }),
      onBroken: (error) => broken.push(error),
    });
  });

  const end = async (record: string, ending: Ending = 'done') => {
    endings.get(record)?.end(ending);
    await settled();
  };

  it('take the records of a key one after the other', async () => {
    for (const record of ['a1', 'a2', 'a3']) lanes.add('a', record);
    expect(begun).to.deep.equal(['a1']);

    await end('a1');
    expect(begun).to.deep.equal(['a1', 'a2']);
  });

  it('do not wait for each other', async () => {
    for (const record of ['a1', 'a2']) lanes.add('a', record);
    for (const record of ['b1', 'b2']) lanes.add('b', record);

    await end('b1');

    expect(begun).to.deep.equal(['a1', 'b1', 'b2']);
  });

  it('know how many records of a key are not finished', async () => {
    for (const record of ['a1', 'a2']) lanes.add('a', record);
    await end('a1');

    expect([lanes.lengthOf('a'), lanes.lengthOf('b')]).to.deep.equal([1, 0]);
    await end('a2');
    expect(lanes.lengthOf('a')).to.equal(0);
  });

  it('open anew for a key whose lane had ended', async () => {
    lanes.add('a', 'a1');
    await end('a1');
    lanes.add('a', 'a2');

    expect(begun).to.deep.equal(['a1', 'a2']);
  });

  it('stop before the next step, and say when the steps in hand have ended', async () => {
    for (const record of ['a1', 'a2']) lanes.add('a', record);
    let stopped = false;
    const stopping = lanes.stop().then(() => (stopped = true));
    await settled();
    expect(stopped).to.equal(false);

    await end('a1');
    lanes.add('b', 'b1');
    await stopping;

    expect(begun).to.deep.equal(['a1']);
  });

  it('tell when a step failed, which it must not, and leave the other lanes alone', async () => {
    lanes.add('a', 'a1');
    lanes.add('b', 'b1');
    const error = new Error('a bug in the runtime');

    endings.get('a1')?.fail(error);
    await settled();

    expect(broken).to.deep.equal([error]);
    expect(lanes.lengthOf('b')).to.equal(1);
  });

  it('can be shortened from behind, as far as the record in hand', async () => {
    for (const record of ['a1', 'a2', 'a3', 'a4']) lanes.add('a', record);
    for (const record of ['b1', 'b2']) lanes.add('b', record);

    expect(lanes.longerThan(2)).to.deep.equal(['a']);
    expect(lanes.longerThan(1)).to.deep.equal(['a', 'b']);
    expect(lanes.longerThan(4)).to.deep.equal([]);
    expect(lanes.shorten('a', 2)).to.deep.equal(['a3', 'a4']);
    expect(lanes.shorten('c', 2)).to.deep.equal([]);
    expect(lanes.lengthOf('a')).to.equal(2);
  });

  it('find nothing needless where nobody says what a record is about', async () => {
    for (const record of ['a1', 'a2']) lanes.add('a', record);

    expect(await lanes.takeNeedless('a')).to.deep.equal([]);
    expect(await lanes.takeNeedless('b')).to.deep.equal([]);
    expect(await lanes.isHeadNeedless('a')).to.equal(false);
  });

  it('take no failure to stop for a bug', async () => {
    lanes.add('a', 'a1');
    const stopping = lanes.stop();
    endings.get('a1')?.fail(new Error('stopped'));
    await stopping;

    expect(broken).to.deep.equal([]);
  });

  describe('of records that say what they are about', () => {
    let leftOut: string[];

    beforeEach(() => {
      leftOut = [];
      lanes = new Lanes<string>({
        step: (record) =>
          new Promise((end, fail) => {
            begun.push(record);
            endings.set(record, { end, fail });
          }),
        onBroken: (error) => broken.push(error),
        saysOf: (record) => Promise.resolve(saysOf(record)),
        onSuperseded: (record) => leftOut.push(record),
      });
    });
    const add = (...records: string[]) => records.forEach((record) => lanes.add('k', record));

    it('handle only the newest of those that wait, and leave the others out when it has come through', async () => {
      add('a1', 'a2', 'a4', 'a3');
      await end('a1');
      expect(begun).to.deep.equal(['a1', 'a4']);
      expect(leftOut).to.deep.equal([]);

      await end('a4');
      expect(leftOut).to.deep.equal(['a2', 'a3']);
      expect(lanes.lengthOf('k')).to.equal(0);
    });

    it('handle the newest of each thing, in the order in which they came', async () => {
      add('a1', 'b1', 'a2', 'c1', 'b2');
      for (const record of ['a1', 'a2', 'c1', 'b2']) await end(record);

      expect(begun).to.deep.equal(['a1', 'a2', 'c1', 'b2']);
      expect(leftOut).to.deep.equal(['b1']);
    });

    it('leave out what two newer ones say together, after both', async () => {
      add('x1', 'a1b1', 'a2', 'b2');
      await end('x1');
      await end('a2');
      expect(leftOut).to.deep.equal([]);

      await end('b2');
      expect([begun, leftOut]).to.deep.equal([['x1', 'a2', 'b2'], ['a1b1']]);
    });

    it('come back to the older ones when the newest had to be parked', async () => {
      add('a1', 'a2', 'a3', 'a4');
      await end('a1');
      await end('a4', 'parked');
      expect([begun, leftOut]).to.deep.equal([['a1', 'a4', 'a3'], []]);

      await end('a3');
      expect(leftOut).to.deep.equal(['a2']);
    });

    it('leave out neither an end, nor a partial record, nor one that can not be read', async () => {
      add('x1', 'a1!', 'a2', 'a1?', 'a3');
      for (const record of ['x1', 'a1!', 'a1?', 'a3']) await end(record);

      expect(begun).to.deep.equal(['x1', 'a1!', 'a1?', 'a3']);
      expect(leftOut).to.deep.equal(['a2']);
    });

    it('leave out a late one that is older than what came through', async () => {
      add('x1', 'a5');
      await end('x1');
      add('a4', 'a3');
      await end('a5');

      expect(begun).to.deep.equal(['x1', 'a5']);
      expect(leftOut).to.deep.equal(['a4', 'a3']);
    });

    it('take the newest first when the record in hand gives way to it', async () => {
      add('a1', 'b1');
      expect(await lanes.isHeadNeedless('k')).to.equal(false);
      add('a2');
      expect(await lanes.isHeadNeedless('k')).to.equal(true);

      await end('a1', 'gave way');
      expect([begun, leftOut]).to.deep.equal([['a1', 'b1'], []]);
      await end('b1');
      await end('a2');
      expect([begun, leftOut]).to.deep.equal([['a1', 'b1', 'a2'], ['a1']]);
    });

    it('look again at a record that could not be read before', async () => {
      let isRegistryDown = true;
      lanes = new Lanes<string>({
        step: (record) => new Promise((end, fail) => endings.set(record, { end, fail })),
        onBroken: (error) => broken.push(error),
        saysOf: (record) =>
          isRegistryDown
            ? Promise.reject(new Error('the registry is down'))
            : Promise.resolve(saysOf(record)),
      });
      add('a1', 'a2');
      expect(await lanes.isHeadNeedless('k')).to.equal(false);

      isRegistryDown = false;
      expect(await lanes.isHeadNeedless('k')).to.equal(true);
    });

    it('come back to the record that gave way when the newer one had to be parked', async () => {
      add('a1', 'a2');
      await end('a1', 'gave way');
      await end('a2', 'parked');

      expect([begun, leftOut]).to.deep.equal([['a1', 'a2', 'a1'], []]);
    });

    it('give the needless ones behind the one in hand away', async () => {
      add('a1', 'a2', 'b1', 'a3');

      expect(await lanes.takeNeedless('k')).to.deep.equal(['a2']);
      expect(lanes.lengthOf('k')).to.equal(3);
    });
  });
});

/** `a1b2`: the first version of a, the second of b; `!` ends or decides something, `?` can not be read. */
const saysOf = (record: string): Says | undefined =>
  record.endsWith('?')
    ? undefined
    : {
        states: [...record.matchAll(/([a-z])(\d)/g)].map(([, of = '', version]) => ({
          of,
          version: Number(version),
        })),
        replaceable: !record.endsWith('!'),
      };

const settled = () => new Promise((resolve) => setImmediate(resolve));
