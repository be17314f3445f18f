import { expect } from 'chai';
import { codeOf } from '#libs/errors/integration-error.js';
import type { Undecodable } from '#libs/messaging/errors.js';
import { frame, unframe } from '#libs/messaging/wire-format.js';

describe('The wire format', () => {
  it('gives back the id and the payload that it was given', () => {
    expect(unframe(frame(70_000, Buffer.from('payload')))).to.deep.equal({
      schemaId: 70_000,
      payload: Buffer.from('payload'),
    });
  });

  it('may carry nothing but the id', () => {
    expect(unframe(Buffer.from([0, 0, 0, 0, 7]))).to.deep.equal({ schemaId: 7, payload: Buffer.alloc(0) });
  });

  it('says what is odd about a value, and shows none of it', () => {
    const contextOf = (value: Buffer | null) => {
      try {
        return unframe(value);
      } catch (error) {
        return [(error as Undecodable).message, (error as Undecodable).context];
      }
    };

    expect(contextOf(null)).to.deep.equal(['the record has no value', {}]);
    expect(contextOf(Buffer.from([0, 0]))).to.deep.equal([
      'the value is too short to name a schema',
      { bytes: 2 },
    ]);
    expect(contextOf(Buffer.from('{"id":1}'))).to.deep.equal([
      'the value does not start with the magic byte 0',
      { magicByte: 0x7b },
    ]);
  });

  const poison: readonly (readonly [string, Buffer | null])[] = [
    ['no value at all', null],
    ['an empty value', Buffer.alloc(0)],
    ['four bytes', Buffer.from([0, 0, 0, 1])],
    ['JSON', Buffer.from('{"id":1}')],
    ['another magic byte', Buffer.from([1, 0, 0, 0, 1, 2])],
  ];
  for (const [what, value] of poison)
    it(`refuses ${what} as undecodable`, () => {
      expect(thrownBy(() => unframe(value))).to.equal('UNDECODABLE');
    });
});

const thrownBy = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return codeOf(error);
  }
};
