import { expect } from 'chai';
import { Lanes } from '#libs/messaging/lanes.js';

describe('Lanes', () => {
  let begun: string[];
  let broken: unknown[];
  let endings: Map<string, { end: () => void; fail: (error: Error) => void }>;
  let lanes: Lanes<string>;

  beforeEach(() => {
    begun = [];
    broken = [];
    endings = new Map();
    lanes = new Lanes(
      (record) =>
        new Promise((end, fail) => {
          begun.push(record);
          endings.set(record, { end, fail });
        }),
      (error) => broken.push(error),
    );
  });

  const end = async (record: string) => {
    endings.get(record)?.end();
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
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
