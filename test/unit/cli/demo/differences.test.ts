import { expect } from 'chai';
import { differences } from '../../../../cli/demo/differences.js';

describe('differences', () => {
  const lead = { doctype: 'Lead', name: 'L1', lead_name: 'Ada' };

  it('finds none when the story played again has changed nothing', () => {
    const played = { documents: [lead], outcomeIds: new Set(['a', 'b']) };

    expect(differences(played, { documents: [lead], outcomeIds: new Set(['b']) })).to.deep.equal([]);
  });

  it('names what is new, what has changed and what is gone', () => {
    const before = { documents: [lead, { ...lead, name: 'L2' }], outcomeIds: new Set<string>() };
    const after = {
      documents: [
        { ...lead, lead_name: 'Eve' },
        { ...lead, name: 'L3' },
      ],
      outcomeIds: new Set(['a']),
    };

    expect(differences(before, after)).to.deep.equal([
      'Lead L1 has changed.',
      'Lead L2 is gone.',
      'Lead L3 is new.',
      'Outcome a was not announced the first time.',
    ]);
  });
});
