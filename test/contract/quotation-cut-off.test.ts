import { expect } from 'chai';
import type { Env } from '#libs/config/read-config.js';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { orderState } from '../support/order-state.js';
import { orderLine, quotationEvent } from '../support/quotation-events.js';
import {
  approved,
  at,
  canceled,
  changedOrder,
  draft,
  fewer,
  withQuote,
} from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';
import { victimOf } from '../support/victim.js';
import { loseAnswer } from '../support/watched-calls.js';

const factsOf = (outcomes: readonly { type: string }[]) => outcomes.map(({ type }) => type).sort();

describe('A quotation of the shop in ERPNext', function () {
  this.timeout(180_000);
  const { site, member, handle, afterEvents, memberWith, the } = quotationsOnSite();

  describe('whatever is cut off', () => {
    const offered = { items: [orderLine({ isCustomPrice: true })] };
    const another = {
      items: [orderLine({ ...fewer, isCustomPrice: true })],
      total: 29.6905,
      taxTotal: 4.7405,
    };
    const ways: Readonly<Record<string, { before?: QuotationEvent[]; event: QuotationEvent; env?: Env }>> = {
      'an approval from nothing': { event: approved(offered) },
      'an approval of a draft': { before: [draft()], event: approved() },
      'a change of a draft': { before: [draft()], event: quotationEvent(changedOrder({ version: at(1) })) },
      'an amendment': {
        before: [withQuote('OFFERED', 1)],
        event: draft({ ...another, version: at(2) }),
        env: { SUBMIT_QUOTATION: 'offered' },
      },
      'a rejection': { before: [draft()], event: withQuote('REJECTED', 5) },
      'a rejection from nothing': { event: withQuote('REJECTED', 5) },
      'a change of an order': {
        before: [approved({ isDraftOrder: false })],
        event: approved({ ...another, isDraftOrder: false, version: at(11) }),
      },
      'a cancellation': { before: [withQuote('OFFERED', 1), approved()], event: canceled() },
      'a cancellation from nothing': { event: canceled(offered) },
    };

    for (const [what, { before = [], event, env = {} }] of Object.entries(ways)) {
      const prepared = async () => {
        await site().resetToShop();
        await afterEvents(...before);
      };
      const undisturbed = async () => {
        memberWith(env);
        await prepared();
        const outcomes = await handle(event);
        return { state: orderState(site().sandbox), facts: factsOf(outcomes) };
      };

      it(`${what} ends the same after a kill at any call`, async () => {
        const wanted = await undisturbed();
        const victim = victimOf(site(), env);
        for (let call = 1; ; call += 1) {
          await prepared();
          const cut = await victim.handle(event, call);
          if (!cut) break;

          const outcomes = await untilDone(() => handle(event));

          expect(orderState(site().sandbox), `killed before call ${call}`).to.deep.equal(wanted.state);
          expect(factsOf(outcomes), `killed before call ${call}`).to.deep.equal(wanted.facts);
        }
      });

      it(`${what} ends the same after the loss of any answer`, async () => {
        const wanted = await undisturbed();
        for (let lost = 1; ; lost += 1) {
          await prepared();
          const other = site().member({ env });
          loseAnswer(other.erpnext, lost);
          const refusal = await refusalOf(handle(event, other));
          if (refusal === undefined) break;
          expect(refusal, `write ${lost}`).to.be.instanceOf(ErpNextUnavailable);

          const outcomes = await untilDone(() => handle(event, other));

          expect(orderState(site().sandbox), `write ${lost}`).to.deep.equal(wanted.state);
          expect(factsOf(outcomes), `write ${lost}`).to.deep.equal(wanted.facts);
        }
      });
    }

    it('a draft that somebody wrote at the same moment is read again', async () => {
      await afterEvents(draft());
      const update = member().erpnext.update.bind(member().erpnext);
      member().erpnext.update = async (doctype, name, fields) => {
        await site().admin.update('Quotation', name, { terms: 'Net 30' });
        return update(doctype, name, fields);
      };

      const refusal = await refusalOf(handle(quotationEvent(changedOrder({ version: at(1) }))));

      expect(refusal).to.be.instanceOf(ErpNextConflict);
      expect(the('Quotation')).to.include({ terms: 'Net 30', grand_total: 59.38 });
    });
  });
});
