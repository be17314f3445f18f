import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { settlementOf } from '#libs/messaging/read-dead-letter.js';
import { Ledger } from '../../../../cli/dead-letters/ledger.js';
import { asRead, parked } from '../../../support/dead-letter.js';

const settled = (id: string, through: bigint, offset: bigint, how: 'redriven' | 'discarded' = 'redriven') =>
  asRead(settlementOf({ topic: 'events.dlt', key: 'cus_1' }, { id, how, through, by: 'ann', reason: '' }), {
    offset,
  });

describe('Ledger', () => {
  const openIds = (ledger: Ledger) => [...ledger.open()].map(({ id }) => id);

  it('counts a record that was parked twice once, with its last cause', () => {
    const ledger = new Ledger();
    ledger.add(parked({ offset: 1n, at: 0n }));
    ledger.add(parked({ offset: 1n, at: 5n, error: new TypeError('x') }));

    expect([...ledger.open()]).to.have.length(1);
    expect(ledger.find('events-0-1')).to.include({ cause: 'BUG' });
  });

  it('takes a settled one off the list, in whichever order both are read', () => {
    for (const order of [0, 1]) {
      const ledger = new Ledger();
      const records = [parked({ offset: 1n, at: 0n }), settled('events-0-1', 0n, 1n)];
      for (const record of order === 0 ? records : records.reverse()) ledger.add(record);

      expect(openIds(ledger)).to.deep.equal([]);
    }
  });

  it('opens it again when it is parked again', () => {
    const ledger = new Ledger();
    for (const record of [
      parked({ offset: 1n, at: 0n }),
      settled('events-0-1', 0n, 1n),
      parked({ offset: 1n, at: 2n }),
    ])
      ledger.add(record);

    expect(openIds(ledger)).to.deep.equal(['events-0-1']);
  });

  it('knows what was discarded', () => {
    const ledger = new Ledger();
    ledger.add(parked({ offset: 1n, at: 0n }));
    ledger.add(parked({ offset: 2n, at: 1n }));
    ledger.add(settled('events-0-1', 0n, 2n, 'discarded'));

    expect([ledger.isDiscarded('events-0-1'), ledger.isDiscarded('events-0-2')]).to.deep.equal([true, false]);
    expect([...ledger.all()].map(({ settlement }) => settlement?.how)).to.deep.equal([
      'discarded',
      undefined,
    ]);
  });

  it('keeps little of each, so that 100,000 dead letters need less than 150 MB', () => {
    const ledger = new Ledger();
    const before = usedBytes();

    for (let offset = 0n; offset < 10_000n; offset += 1n)
      ledger.add(parked({ offset, key: `cus_${offset}`, value: 'x'.repeat(5_000) }));

    expect((usedBytes() - before) / 10_000).to.be.lessThan(1_500);
    expect([...ledger.open()]).to.have.length(10_000);
  });
});

const usedBytes = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
