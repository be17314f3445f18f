import { expect } from 'chai';
import { isNews, isOlder, merged, noted, versionOf, wordOf } from '#libs/erpnext/kept-state.js';

interface Word {
  readonly name?: string;
  readonly phone?: string;
  readonly deleted?: boolean;
}

const at = (minute: number) => Date.UTC(2026, 10, 25, 10, minute);
const document = (word: Word | undefined, minute?: number) => ({
  name: 'LEAD-1',
  creation: '',
  modified: '',
  medusa_snapshot: word === undefined ? null : JSON.stringify(word),
  medusa_updated_at: minute === undefined ? null : new Date(at(minute)).toISOString(),
});

describe('What a document keeps of Medusa', () => {
  it('is the version that was applied last', () => {
    expect(versionOf(document({}, 5))).to.equal(at(5));
    expect(versionOf(document({}))).to.equal(undefined);
    expect(versionOf({ ...document({}), medusa_updated_at: 'yesterday' })).to.equal(undefined);
  });

  it('is what was said last, and nothing where somebody broke it', () => {
    expect(wordOf(document({ name: 'Ada' }))).to.deep.equal({ name: 'Ada' });
    for (const broken of [undefined, null, '', '{"name":', '"Ada"', 'null', '7'])
      expect(wordOf({ ...document({}), medusa_snapshot: broken as string })).to.equal(undefined);
  });

  it('is written the same whichever part was said first', () => {
    const one = noted({ phone: '1', name: 'Ada', deleted: false }, at(0));
    const other = noted({ deleted: false, name: 'Ada', phone: '1' }, at(0));

    expect(one).to.deep.equal(other);
    expect(one['medusa_snapshot']).to.equal('{"deleted":false,"name":"Ada","phone":"1"}');
    expect(one['medusa_updated_at']).to.equal('2026-11-25T10:00:00.000Z');
  });

  it('keeps its version when a partial word is noted', () => {
    expect(noted({ name: 'Ada' }, undefined)).to.have.all.keys('medusa_snapshot');
  });

  it('is what a whole word says, and what was said before where it says nothing', () => {
    expect(merged<Word>({ name: 'Ada', phone: '1' }, { name: 'Eve' }, at(1))).to.deep.equal({
      name: 'Eve',
      phone: '1',
    });
    expect(merged<Word>(undefined, { name: 'Eve' }, at(1))).to.deep.equal({ name: 'Eve' });
  });

  it('is filled where it is blank by a partial word, which overwrites nothing but an end', () => {
    const stored = { name: 'Ada', deleted: false };

    expect(merged<Word>(stored, { name: 'Eve', phone: '1' }, undefined)).to.deep.equal({
      ...stored,
      phone: '1',
    });
    expect(merged<Word>(stored, { deleted: true }, undefined)).to.deep.equal({ name: 'Ada', deleted: true });
    expect(merged<Word>({ deleted: true }, { deleted: false }, undefined)).to.deep.equal({ deleted: true });
  });
});

describe('A word of Medusa', () => {
  it('is news when it is newer than what is kept, or the first', () => {
    expect(isNews<Word>(document({ name: 'Ada' }, 5), { name: 'Ada' }, at(6))).to.equal(true);
    expect(isNews<Word>(document({ name: 'Ada' }, 5), { name: 'Eve' }, at(5))).to.equal(false);
    expect(isNews<Word>(document({ name: 'Ada' }, 5), { name: 'Eve' }, at(4))).to.equal(false);
    expect(isNews<Word>(document(undefined), { name: 'Ada' }, at(0))).to.equal(true);
  });

  it('that ends it wins over the last state of the same version, once', () => {
    const end = { deleted: true };

    expect(isNews<Word>(document({ deleted: false }, 5), end, at(5))).to.equal(true);
    expect(isNews<Word>(document({ deleted: true }, 5), end, at(5))).to.equal(false);
    expect(isNews<Word>(document(undefined, 5), end, at(5))).to.equal(true);
    expect(isNews<Word>(document({ deleted: false }, 5), end, at(4))).to.equal(false);
  });

  it('that is partial is news when it says what was never said', () => {
    expect(isNews<Word>(document({ name: 'Ada' }, 5), { name: 'Eve' }, undefined)).to.equal(false);
    expect(isNews<Word>(document({ name: 'Ada' }, 5), { name: 'Eve', phone: '1' }, undefined)).to.equal(true);
    expect(isNews<Word>(document(undefined), { name: 'Eve' }, undefined)).to.equal(true);
    expect(isNews<Word>(document({ deleted: false }, 5), { deleted: true }, undefined)).to.equal(true);
    expect(isNews<Word>(document({ deleted: true }, 5), { deleted: true }, undefined)).to.equal(false);
  });

  it('is older only than a version that is kept', () => {
    expect(isOlder(document({}, 5), at(4))).to.equal(true);
    expect(isOlder(document({}, 5), at(5))).to.equal(false);
    expect(isOlder(document({}), at(0))).to.equal(false);
    expect(isOlder(document({}, 5), undefined)).to.equal(false);
  });
});
