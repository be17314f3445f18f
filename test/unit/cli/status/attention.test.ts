import { expect } from 'chai';
import { Attention } from '../../../../cli/status/attention.js';
import { lifecycleEvent } from '../../../support/lifecycle-events.js';

const at = (minute: number) => Date.UTC(2026, 10, 25, 13, minute);

describe('What needs attention', () => {
  const standing = (...events: Parameters<typeof lifecycleEvent>[0][]) => {
    const attention = new Attention();
    for (const event of events) attention.note(lifecycleEvent(event));
    return attention.standing().map(({ medusaId, reason }) => [medusaId, reason]);
  };
  const troubled = { type: 'NeedsAttention', reasonCode: 'TOTALS_DIFFER', recordedAt: at(0) };

  it('stands together with the facts of the same event, whichever is announced last', () => {
    expect(standing({ recordedAt: at(0) }, troubled)).to.deep.equal([['order_1', 'TOTALS_DIFFER']]);
    expect(standing(troubled, { recordedAt: at(0) + 20 })).to.deep.equal([['order_1', 'TOTALS_DIFFER']]);
  });

  it('is over when a later event tells of the order without it', () => {
    expect(standing(troubled, { recordedAt: at(0) + 20, causingEventId: 'event-2' })).to.deep.equal([]);
  });

  it('is over when the same event was sent again after the mend', () => {
    expect(standing(troubled, { recordedAt: at(30) })).to.deep.equal([]);
  });

  it('is listed with the oldest first, each order by its last reason', () => {
    expect(
      standing({ ...troubled, medusaId: 'order_2', recordedAt: at(5) }, troubled, {
        ...troubled,
        recordedAt: at(1),
        reasonCode: 'CANCEL_REFUSED',
      }),
    ).to.deep.equal([
      ['order_1', 'CANCEL_REFUSED'],
      ['order_2', 'TOTALS_DIFFER'],
    ]);
  });
});
