import { expect } from 'chai';
import type { Finding } from '../../../../cli/setup/finding.js';
import { showFindings } from '../../../../cli/setup/show-findings.js';

describe('showFindings', () => {
  const topic: Finding = { kind: 'Topic', name: 'medusa.customer.events.v1', state: 'already there' };
  const field: Finding = { kind: 'Custom Field', name: 'Lead-medusa_id', state: 'differs', detail: 'why' };

  it('has a line for each thing and says how many need a hand', () => {
    expect(showFindings([topic, field], { dryRun: false }).split('\n')).to.deep.equal([
      'already there  Topic         medusa.customer.events.v1',
      'differs        Custom Field  Lead-medusa_id: why',
      '',
      '1 of 2 need a hand.',
    ]);
  });

  it('does not claim to have set up anything on a dry run', () => {
    expect(showFindings([topic], { dryRun: true })).to.contain('Nothing was changed.');
  });
});
