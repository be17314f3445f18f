import { expect } from 'chai';
import { NothingToEnd } from '#libs/party/errors.js';
import { reasons } from '../support/attention.js';
import { rowsOf } from '../support/document-rows.js';
import { orderState } from '../support/order-state.js';
import { quotationEvent, quotePart } from '../support/quotation-events.js';
import { approved, at, canceled, draft, gone, withQuote } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { victimOf } from '../support/victim.js';

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  const { site, handle, afterEvents, documents, the, comments } = quotationsOnSite();

  describe('that comes to an end', () => {
    it('is Lost with the reason when it is rejected, by either side', async () => {
      await afterEvents(draft());
      const event = quotationEvent(
        { version: at(0) },
        { quote: quotePart({ stage: 'REJECTED', version: at(5), rejectedBy: 'merchant' }) },
      );

      const [fact] = await handle(event);
      const [again] = await handle(event);

      expect(the('Quotation')).to.include({
        status: 'Lost',
        order_lost_reason: 'Rejected by merchant in Medusa',
      });
      expect(rowsOf(the('Quotation'), 'lost_reasons')).to.have.length(1);
      expect(fact).to.include({
        type: 'QuotationLost',
        reasonCode: 'REJECTED_BY_MERCHANT',
        stageAfter: 'REJECTED',
      });
      expect(again).to.include({ type: 'QuotationLost', version: fact?.version });
    });

    it('takes up a newer offer as the next revision, and what was older changes nothing', async () => {
      await afterEvents(draft(), withQuote('REJECTED', 5), withQuote('OFFERED', 4));
      expect(documents('Quotation').map(({ status }) => status)).to.deep.equal(['Lost']);

      await afterEvents(withQuote('OFFERED', 6), withQuote('APPROVED', 7));

      expect(documents('Quotation').map((each) => [each['medusa_key'], each['status']])).to.deep.equal([
        ['order_1:1', 'Lost'],
        ['order_1:2', 'Ordered'],
      ]);
    });

    it('is left to people when it is rejected after it was ordered', async () => {
      await afterEvents(withQuote('OFFERED', 1), withQuote('APPROVED', 2));

      const outcomes = await handle(withQuote('REJECTED', 3));

      expect(the('Sales Order')).to.include({ docstatus: 1 });
      expect(reasons(outcomes)).to.deep.equal(['REJECTED_AFTER_ORDER']);
    });

    it('is Lost as withdrawn when the draft is deleted, for good', async () => {
      await afterEvents(draft());

      const [fact] = await handle(gone());
      await handle(draft({ version: at(1) }));

      expect(the('Quotation')).to.include({ status: 'Lost', order_lost_reason: 'Withdrawn in Medusa' });
      expect(fact).to.include({ type: 'QuotationLost', reasonCode: 'WITHDRAWN', medusaCustomerId: 'cus_1' });
    });

    it('waits a while for what it ends', async () => {
      expect(await refusalOf(handle(gone()))).to.be.instanceOf(NothingToEnd);
    });

    it('is a cancelled Sales Order, which an older approval does not revive', async () => {
      await afterEvents(withQuote('OFFERED', 1), approved());

      const outcomes = await handle(canceled());
      await handle(approved());

      expect(the('Sales Order')).to.include({ docstatus: 2 });
      expect(the('Quotation')).to.include({ docstatus: 2 });
      expect(outcomes.map(({ type }) => type)).to.deep.equal([
        'CustomerConverted',
        'CustomerSaved',
        'SalesOrderCanceled',
      ]);
    });

    it('is the same when it is heard of first', async () => {
      await afterEvents(approved({ isDraftOrder: false }), canceled());
      const wanted = orderState(site().sandbox);
      await site().resetToShop();

      await afterEvents(canceled(), approved({ isDraftOrder: false }));

      expect(orderState(site().sandbox)).to.deep.equal(wanted);
    });

    it('is the same when it comes during the creation', async () => {
      const creation = approved({ isDraftOrder: false });
      const victim = victimOf(site());
      await afterEvents(creation, canceled());
      const wanted = orderState(site().sandbox);
      for (let call = 1; ; call += 1) {
        await site().resetToShop();
        const cut = await victim.handle(creation, call);

        await handle(canceled());

        expect(orderState(site().sandbox), `after call ${call}`).to.deep.equal(wanted);
        if (!cut) break;
      }
    });

    it('is left to people when ERPNext does not allow it, with its words', async () => {
      await afterEvents(approved());
      await site().admin.call('erpnext.selling.doctype.sales_order.sales_order.update_status', {
        name: the('Sales Order')['name'],
        status: 'Closed',
      });

      const outcomes = await handle(canceled());

      expect(reasons(outcomes)).to.deep.equal(['CANCEL_REFUSED']);
      expect(comments()[0]).to.match(/^Isthmus CANCEL_REFUSED.*Closed order cannot be cancelled/);
    });

    it('by a person is theirs: nothing is made again', async () => {
      await afterEvents(approved());
      await site().admin.update('Sales Order', String(the('Sales Order')['name']), { docstatus: 2 });

      const outcomes = await handle(approved({ version: at(11) }));

      expect(documents('Sales Order')).to.have.length(1);
      expect(reasons(outcomes)).to.deep.equal(['CANCELLED_BY_PERSON']);
    });
  });
});
