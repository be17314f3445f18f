import { expect } from 'chai';
import { groupsOf } from '../../../../cli/dead-letters/groups.js';
import { Ledger } from '../../../../cli/dead-letters/ledger.js';
import { showGroups } from '../../../../cli/dead-letters/show-groups.js';
import { parked } from '../../../support/dead-letter.js';

const at = (time: string) => Date.parse(`2026-11-25T${time}Z`);

describe('The list of dead letters', () => {
  const ledger = new Ledger();
  ledger.add(parked({ offset: 1n, key: 'cus_1', failedAtMs: at('13:00') }));
  ledger.add(parked({ offset: 2n, key: 'cus_2', failedAtMs: at('12:00') }));
  ledger.add(parked({ offset: 3n, key: 'cus_2', failedAtMs: at('11:00'), error: new TypeError('x') }));

  it('groups them by cause, the oldest trouble first, with the mend of the catalogue', () => {
    expect(groupsOf(ledger.open())).to.deep.equal([
      {
        topic: 'events.dlt',
        cause: 'BUG',
        count: 1,
        customers: 1,
        firstMs: at('11:00'),
        lastMs: at('11:00'),
        example: 'events-0-3',
        meaning: 'Our own code failed on this record in a way that nobody foresaw.',
        mend: 'Report the stack from the service log; redrive after the next release.',
      },
      {
        topic: 'events.dlt',
        cause: 'UNDECODABLE',
        count: 2,
        customers: 2,
        firstMs: at('12:00'),
        lastMs: at('13:00'),
        example: 'events-0-1',
        meaning: 'The value is not Avro in the wire format of the registry, or does not fit its own schema.',
        mend: 'Find the producer that wrote it; nothing of it can be applied.',
      },
    ]);
  });

  it('is one paragraph a group, for people', () => {
    const text = showGroups(groupsOf(ledger.open()), at('14:00'));

    expect(text.split('\n').slice(6, 12)).to.deep.equal([
      'UNDECODABLE  2 dead letters of 2 keys in events.dlt',
      '  The value is not Avro in the wire format of the registry, or does not fit its own schema.',
      '  first    2026-11-25 12:00:00Z (2 h ago), last 2026-11-25 13:00:00Z',
      '  example  events-0-1',
      '  mend     Find the producer that wrote it; nothing of it can be applied.',
      '',
    ]);
    expect(showGroups([], 0)).to.equal('No dead letters.');
  });
});
