import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { b2bStarterQuotes, plainQuotes } from '../../../../../plugins/medusa/src/quotes/quote-adapter.js';
import type { Row } from '../../../../../plugins/medusa/src/rows/query.js';
import { quoteStage } from '../../../../../services/webhook-bridge/events/to-quote-part.js';

/** Rows of the B2B starter's quote module, as they were captured. */
const { quotes: starterRows } = JSON.parse(
  readFileSync(
    new URL('../../../../../../test/fixtures/medusa/b2b-starter/rows.json', import.meta.url),
    'utf8',
  ),
) as { quotes: Row[] };

describe('quote adapters of the Medusa plugin', () => {
  it('know the draft order and the decision of each captured quote of the B2B starter', () => {
    const told = starterRows.map((row) => b2bStarterQuotes.toQuote(row));

    expect(told.map(({ status }) => status)).to.deep.equal(['accepted', 'rejected_by_merchant']);
    expect(told.map(({ status }) => quoteStage(status))).to.deep.equal(['APPROVED', 'REJECTED']);
    expect(told.map(({ order_id }) => order_id)).to.deep.equal(
      starterRows.map(({ draft_order_id }) => draft_order_id),
    );
    expect(told.map(({ updated_at }) => updated_at)).to.deep.equal(
      starterRows.map(({ updated_at }) => updated_at),
    );
  });

  it('ask for fields that a captured quote of the B2B starter has', () => {
    for (const row of starterRows) expect(row).to.include.all.keys(b2bStarterQuotes.fields);
  });

  it('mean the same by each state of the B2B starter as the bridge does', () => {
    for (const status of [
      'pending_merchant',
      'pending_customer',
      'accepted',
      'customer_rejected',
      'merchant_rejected',
    ]) {
      const told = b2bStarterQuotes.toQuote({ id: 'quo_1', status });

      expect(quoteStage(told.status)).to.equal(quoteStage(status));
    }
  });

  it('leave the rows of the smallest module as they are', () => {
    const row = { id: 'quo_1', status: 'offered', customer_id: 'cus_1', order_id: 'order_1' };

    expect(plainQuotes.toQuote(row)).to.deep.equal(row);
  });
});
