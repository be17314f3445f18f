import { expect } from 'chai';
import { b2bStarterQuotes, plainQuotes } from '../../../../../plugins/medusa/src/quotes/quote-adapter.js';
import { quoteStage } from '../../../../../services/webhook-bridge/events/to-quote-part.js';

/** A row of the B2B starter's quote module, as it was captured. */
const starterRow = {
  id: 'quo_01M84MCJDGME89YNR8P31S9KZT',
  status: 'merchant_rejected',
  customer_id: 'cus_01M84MCBAPP1JYK89EVFYQ7RWQ',
  draft_order_id: 'order_01M84MCJ8H01JR2T2TX9K29WQC',
  created_at: '2026-11-23T16:38:51.056+00:00',
  updated_at: '2026-11-23T16:38:52.295+00:00',
  deleted_at: null,
};

describe('quote adapters of the Medusa plugin', () => {
  it('know the draft order and the decision of a quote of the B2B starter', () => {
    expect(b2bStarterQuotes.toQuote(starterRow)).to.include({
      order_id: 'order_01M84MCJ8H01JR2T2TX9K29WQC',
      status: 'rejected_by_merchant',
      updated_at: '2026-11-23T16:38:52.295+00:00',
    });
  });

  it('mean the same by each state of the B2B starter as the bridge does', () => {
    for (const status of [
      'pending_merchant',
      'pending_customer',
      'accepted',
      'customer_rejected',
      'merchant_rejected',
    ]) {
      const told = b2bStarterQuotes.toQuote({ ...starterRow, status });

      expect(quoteStage(told.status)).to.equal(quoteStage(status));
    }
  });

  it('leave the rows of the smallest module as they are', () => {
    const row = { id: 'quo_1', status: 'offered', customer_id: 'cus_1', order_id: 'order_1' };

    expect(plainQuotes.toQuote(row)).to.deep.equal(row);
  });
});
