import { expect } from 'chai';
import type { OrderPart } from '#schemas/generated/order-part.js';
import type { QuotePart } from '#schemas/generated/quote-part.js';
import { inWords, planFor, type Told, type World } from '../../../../support/order-plans.js';
import { quotationEvent } from '../../../../support/quotation-events.js';

const approved = (minutes: number, more: Partial<OrderPart> = {}) => ({
  at: minutes,
  stage: 'APPROVED',
  ...more,
});
const draft = (minutes: number) => ({ at: minutes, stage: 'DRAFT' });
const canceled = (minutes: number) => ({ at: minutes, stage: 'CANCELED' });
const deleted = (minutes: number) => ({ at: minutes, stage: 'DELETED' });
const quote = (stage: string, minutes: number, more: Partial<QuotePart> = {}) => ({
  at: minutes,
  stage,
  ...more,
});
const customPrice = {
  items: [{ ...quotationEvent().order?.items?.[0], isCustomPrice: true }],
} as Partial<OrderPart>;

const byPerson = { modified_by: 'ada' };
const submitted = { docstatus: 1 } as const;
const cancelled = { docstatus: 2 } as const;
const lost = { status: 'Lost' };
const changed = { so: { differs: true } };

const cases: Readonly<
  Record<string, readonly (readonly [what: string, told: Told, world: World, plan: string])[]>
> = {
  'of a draft': [
    ['makes a Quotation', { order: draft(0) }, {}, 'make Quotation'],
    ['repeats nothing', { order: draft(0) }, { quotations: [{ at: 0 }] }, ''],
    ['follows the shop', { order: draft(1) }, { quotations: [{ at: 0 }] }, 'rewrite Quotation'],
    [
      'follows the quote alone',
      { quote: quote('OFFERED', 1) },
      { quotations: [{ at: 0 }] },
      'rewrite Quotation',
    ],
    ['an older record changes nothing', { order: draft(0) }, { quotations: [{ at: 1 }] }, ''],
    [
      'leaves a draft that a person has changed to people',
      { order: draft(1) },
      { quotations: [{ at: 0, ...byPerson, ...changed }] },
      '! CHANGED_BY_PERSON QTN-1',
    ],
    [
      'leaves a draft alone that a person has only written notes on',
      { order: draft(1) },
      { quotations: [{ at: 0, ...byPerson }] },
      '',
    ],
    [
      'with another total than the shop’s is left to people',
      { order: draft(0) },
      { quotations: [{ at: 0, so: { agrees: false } }] },
      '! TOTALS_DIFFER QTN-1',
    ],
    [
      'that Pricing Rules may have priced is priced anew',
      { order: draft(0) },
      { quotations: [{ at: 0, ignore_pricing_rule: 0 }] },
      'rewrite Quotation',
    ],
    [
      'of a partial record only makes what is missing',
      { order: draft(1), partial: true },
      { quotations: [{ at: 0, ...changed }] },
      '',
    ],
    [
      'is not submitted when it is offered',
      { order: draft(0), quote: quote('OFFERED', 0) },
      {},
      'make Quotation',
    ],
    [
      'is submitted when it is offered, if the site wants it so',
      { order: draft(0), quote: quote('OFFERED', 0) },
      { rules: { submitQuotation: 'offered' } },
      'make Quotation, submit Quotation',
    ],
    [
      'that was submitted and changes is amended',
      { order: draft(1) },
      { quotations: [{ at: 0, ...submitted, ...changed }] },
      'cancel Quotation, make Quotation for QTN-1, submit Quotation',
    ],
    [
      'that was cancelled to be amended goes on',
      { order: draft(1) },
      { quotations: [{ at: 0, ...cancelled }] },
      'make Quotation for QTN-1',
    ],
    [
      'that was amended is submitted like the one before it',
      { order: draft(1) },
      {
        quotations: [
          { at: 0, ...cancelled },
          { at: 1, amended_from: 'QTN-1' },
        ],
      },
      'submit Quotation',
    ],
    [
      'that a person has cancelled is left to people',
      { order: draft(1) },
      { quotations: [{ at: 0, ...cancelled, ...byPerson }] },
      '! CANCELLED_BY_PERSON QTN-1',
    ],
    [
      'that was lost takes up a newer offer as the next revision',
      { order: draft(0), quote: quote('OFFERED', 2) },
      { quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      'make Quotation',
    ],
    [
      'that was lost stays so for the order alone',
      { order: draft(0) },
      { quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      '',
    ],
    [
      'that was lost keeps the newer version, and no more',
      { order: draft(2) },
      { quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      'note-version Quotation',
    ],
  ],
  'of an approval': [
    [
      'at the checkout makes Customer and Sales Order',
      { order: approved(0) },
      {},
      'make-customer, make Sales Order, submit Sales Order',
    ],
    [
      'orders what was offered',
      { order: approved(1) },
      { quotations: [{ at: 1 }] },
      'make-customer, submit Quotation, make Sales Order of QTN-1, submit Sales Order',
    ],
    [
      'brings the Quotation to the last state first',
      { order: approved(1) },
      { party: 'Customer', quotations: [{ at: 0 }] },
      'rewrite Quotation, submit Quotation, make Sales Order of QTN-1, submit Sales Order',
    ],
    [
      'by the quote alone is as good',
      { quote: quote('APPROVED', 1) },
      { party: 'Customer', quotations: [{ at: 0, quoteAt: 1 }] },
      'submit Quotation, make Sales Order of QTN-1, submit Sales Order',
    ],
    [
      'of an offer that was never heard of makes the Quotation too',
      { order: approved(0), quote: quote('APPROVED', 0) },
      { party: 'Customer' },
      'make Quotation, submit Quotation, make Sales Order, submit Sales Order',
    ],
    [
      'of prices that a merchant has set makes the Quotation too',
      { order: approved(0, customPrice) },
      { party: 'Customer' },
      'make Quotation, submit Quotation, make Sales Order, submit Sales Order',
    ],
    [
      'goes on where it was cut off',
      { order: approved(1) },
      { party: 'Customer', quotations: [{ at: 1, ...submitted }], salesOrders: [{ at: 1 }] },
      'submit Sales Order',
    ],
    [
      'is done once',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 1, ...submitted }] },
      '',
    ],
    [
      'wins over the rejection of its quote',
      { order: approved(1), quote: quote('REJECTED', 1) },
      { party: 'Customer', quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      'make Sales Order, submit Sales Order',
    ],
    [
      'of a quote that was rejected before is the next revision',
      { order: draft(0), quote: quote('APPROVED', 2) },
      { party: 'Customer', quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      'make Quotation, submit Quotation, make Sales Order, submit Sales Order',
    ],
    [
      'stops at a draft with another total',
      { order: approved(1) },
      { party: 'Customer', quotations: [{ at: 1, so: { agrees: false } }] },
      '! TOTALS_DIFFER QTN-1',
    ],
    [
      'stops at a draft to which a person gave another total',
      { order: approved(0) },
      { party: 'Customer', quotations: [{ at: 0, ...byPerson, so: { agrees: false } }] },
      '! CHANGED_BY_PERSON QTN-1',
    ],
    [
      'never submits a Sales Order with another total',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 1, so: { agrees: false } }] },
      '! TOTALS_DIFFER ORD-1',
    ],
    [
      'stops at a Quotation that a person has cancelled',
      { order: approved(1) },
      { party: 'Customer', quotations: [{ at: 0, ...cancelled, ...byPerson }] },
      '! CANCELLED_BY_PERSON QTN-1',
    ],
    [
      'stops at a Sales Order that a person has cancelled',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...cancelled, ...byPerson }] },
      '! CANCELLED_BY_PERSON ORD-1',
    ],
    [
      'that is newer than our cancellation makes the next revision',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...cancelled }] },
      'make Sales Order for ORD-1, submit Sales Order',
    ],
    [
      'that is newer makes it a draft, if the site submits none',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...cancelled }], rules: { submitSalesOrder: false } },
      'make Sales Order for ORD-1',
    ],
    [
      'that is newer than the cancellation by a person notes what the quote says, and stops',
      { order: approved(1), quote: quote('APPROVED', 1) },
      {
        party: 'Customer',
        quotations: [{ at: 0, ...submitted }],
        salesOrders: [{ at: 0, ...cancelled, ...byPerson }],
      },
      'note-version Quotation, ! CANCELLED_BY_PERSON ORD-1',
    ],
    [
      'that is older than the cancellation revives nothing',
      { order: approved(0) },
      { party: 'Customer', salesOrders: [{ at: 1, ...cancelled }] },
      '',
    ],
    [
      'without a version revives nothing either',
      { order: approved(9), partial: true },
      { party: 'Customer', salesOrders: [{ at: 1, ...cancelled }] },
      '',
    ],
    [
      'of a further buyer makes no Customer',
      { order: approved(0) },
      { party: 'Contact' },
      'make Sales Order, submit Sales Order',
    ],
    [
      'leaves the submission to people, if the site wants it so',
      { order: approved(0) },
      { rules: { submitSalesOrder: false } },
      'make-customer, make Sales Order',
    ],
    [
      'only submits the Quotation, if the site wants no Sales Orders',
      { order: approved(1) },
      { quotations: [{ at: 1 }], rules: { createSalesOrder: false } },
      'submit Quotation',
    ],
    [
      'makes and submits a Quotation at the checkout, if the site wants no Sales Orders',
      { order: approved(0) },
      { rules: { createSalesOrder: false } },
      'make Quotation, submit Quotation',
    ],
  ],
  'of an order that changes': [
    [
      'brings a draft along',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0 }] },
      'rewrite Sales Order, submit Sales Order',
    ],
    [
      'changes the lines of a submitted one',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...submitted, ...changed }] },
      'change-lines Sales Order, note-version Sales Order',
    ],
    [
      'leaves to people what ERPNext does not allow',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...submitted, so: { differs: true, changeable: false } }] },
      '! CHANGED_AFTER_SUBMISSION ORD-1',
    ],
    [
      'and says the same only moves the version',
      { order: approved(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...submitted }] },
      'note-version Sales Order',
    ],
    [
      'does so too when the record knows of no approval yet',
      { order: draft(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...submitted, ...changed }] },
      'change-lines Sales Order, note-version Sales Order',
    ],
    [
      'is not undone by a quote that comes late',
      { order: draft(0), quote: quote('OFFERED', 1) },
      { party: 'Customer', quotations: [{ at: 0, ...submitted }], salesOrders: [{ at: 1, ...submitted }] },
      'note-version Quotation',
    ],
  ],
  'of an end': [
    [
      'rejected by the customer, is Lost',
      { order: draft(0), quote: quote('REJECTED', 1, { rejectedBy: 'customer' }) },
      { quotations: [{ at: 0 }] },
      'note-version Quotation, lose Quotation rejectedByCustomer',
    ],
    [
      'rejected by the merchant, is Lost for that reason',
      { order: draft(0), quote: quote('REJECTED', 1, { rejectedBy: 'merchant' }) },
      { quotations: [{ at: 0, ...submitted }] },
      'note-version Quotation, lose Quotation rejectedByMerchant',
    ],
    [
      'goes on where it was cut off',
      { order: draft(0), quote: quote('REJECTED', 1) },
      { quotations: [{ at: 0, quoteAt: 1 }] },
      'lose Quotation rejectedByCustomer',
    ],
    [
      'is told once',
      { order: draft(0), quote: quote('REJECTED', 1) },
      { quotations: [{ at: 0, quoteAt: 1, ...lost }] },
      '',
    ],
    [
      'of an offer never heard of is made and ended',
      { order: draft(0), quote: quote('REJECTED', 1) },
      {},
      'make Quotation, lose Quotation rejectedByCustomer',
    ],
    [
      'by a rejection after the order is left to people',
      { order: draft(0), quote: quote('REJECTED', 2) },
      {
        party: 'Customer',
        quotations: [{ at: 0, quoteAt: 1, ...submitted }],
        salesOrders: [{ at: 1, ...submitted }],
      },
      '! REJECTED_AFTER_ORDER ORD-1',
    ],
    [
      'by an older rejection is no end',
      { order: draft(0), quote: quote('REJECTED', 0) },
      {
        party: 'Customer',
        quotations: [{ at: 1, quoteAt: 1, ...submitted }],
        salesOrders: [{ at: 1, ...submitted }],
      },
      '',
    ],
    [
      'of a draft that was deleted is Lost',
      { order: deleted(1) },
      { quotations: [{ at: 0 }] },
      'note-version Quotation, lose Quotation withdrawn',
    ],
    [
      'of an order cancels it',
      { order: canceled(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...submitted }] },
      'note-version Sales Order, cancel Sales Order',
    ],
    [
      'of an order cancels its Quotation as well',
      { order: canceled(1) },
      { party: 'Customer', quotations: [{ at: 0, ...submitted }], salesOrders: [{ at: 0, ...submitted }] },
      'note-version Sales Order, cancel Sales Order, cancel Quotation',
    ],
    [
      'goes on with the Quotation where it was cut off',
      { order: canceled(1) },
      { party: 'Customer', quotations: [{ at: 0, ...submitted }], salesOrders: [{ at: 1, ...cancelled }] },
      'cancel Quotation',
    ],
    [
      'during the creation ends what was made',
      { order: canceled(1) },
      { party: 'Customer', salesOrders: [{ at: 0 }] },
      'note-version Sales Order, submit Sales Order, cancel Sales Order',
    ],
    [
      'of an order never heard of is made and ended',
      { order: canceled(1) },
      {},
      'make-customer, make Sales Order, submit Sales Order',
    ],
    [
      'of a draft Sales Order with another total is left to people',
      { order: canceled(1) },
      { party: 'Customer', salesOrders: [{ at: 0, so: { agrees: false } }] },
      '! CANCEL_REFUSED ORD-1',
    ],
    [
      'that has come is told once',
      { order: canceled(1) },
      { party: 'Customer', salesOrders: [{ at: 1, ...cancelled }] },
      '',
    ],
    [
      'finds what a person has cancelled, and is content',
      { order: canceled(1) },
      { party: 'Customer', salesOrders: [{ at: 0, ...cancelled, ...byPerson }] },
      '',
    ],
  ],
};

describe('The plan', () => {
  for (const [of, table] of Object.entries(cases)) {
    describe(of, () => {
      for (const [what, told, world, plan] of table) {
        it(what, () => {
          expect(inWords(planFor(told, world))).to.equal(plan);
        });
      }
    });
  }

  it('is the same however often it is asked for, and can be printed', () => {
    const plan = planFor({ order: approved(1) }, { quotations: [{ at: 0 }] });

    expect(JSON.parse(JSON.stringify(plan))).to.deep.equal(
      planFor({ order: approved(1) }, { quotations: [{ at: 0 }] }),
    );
  });
});
