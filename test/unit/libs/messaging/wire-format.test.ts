import { expect } from 'chai';
import { codeOf } from '#libs/errors/integration-error.js';
import { frame, unframe } from '#libs/messaging/wire-format.js';

describe('The wire format', () => {
  it('gives back the id and the payload that it was given', () => {
    expect(unframe(frame(70_000, Buffer.from('payload')))).to.deep.equal({
      schemaId: 70_000,
      payload: Buffer.from('payload'),
    });
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
