import { expect } from 'chai';
import { askedBy } from '../../../../../services/quotation-service/steps/asked.js';
import type { OrderDocument } from '../../../../../services/quotation-service/steps/order-document.js';
import type { Standing } from '../../../../../services/quotation-service/steps/standing.js';
import {
  orderedAt,
  orderLine,
  orderPart,
  quotationEvent,
  quotePart,
} from '../../../../support/quotation-events.js';

const at = (minute: number) => orderedAt + minute * 60_000;
const nothing: Standing = { Quotation: [], 'Sales Order': [] };
const held = (order: number, quote?: number): Standing => ({
  Quotation: [
    {
      name: 'QTN-1',
      medusa_updated_at: new Date(at(order)).toISOString(),
      medusa_quote_updated_at: quote === undefined ? null : new Date(at(quote)).toISOString(),
    } as OrderDocument,
  ],
  'Sales Order': [],
});
const asked = (
  order: Parameters<typeof quotationEvent>[0],
  {
    quote = null,
    standing = nothing,
    whole = true,
  }: {
    quote?: ReturnType<typeof quotePart> | null;
    standing?: Standing;
    whole?: boolean;
  } = {},
) => askedBy(quotationEvent(order, { quote, whole, occurredAt: at(60) }), standing);

describe('What an event asks for', () => {
  it('is of a part that is newer, or the same again; an older one is left out', () => {
    const ageOf = (minute: number) => asked({ version: at(minute) }, { standing: held(5) }).order?.age;

    expect([ageOf(6), ageOf(5), ageOf(4)]).to.deep.equal(['newer', 'equal', undefined]);
    expect(asked({ version: at(4) }).order?.age).to.equal('newer');
  });

  it('has no version to note where it is partial, or a part came without one', () => {
    expect(asked({ version: at(4) }, { whole: false, standing: held(5) }).order).to.include({
      age: 'unversioned',
      version: undefined,
    });
    expect(asked({ version: null }, { standing: held(5) }).order).to.include({ age: 'unversioned' });
    expect(asked({ version: at(6) }, { standing: held(5) }).order).to.include({ version: at(6) });
  });

  it('is nothing more when ERPNext has a newer state of all that it says', () => {
    const old = quotePart({ version: at(1) });

    expect(asked({ version: at(4) }, { standing: held(5) }).superseded).to.equal(true);
    expect(asked({ version: at(4) }, { standing: held(5, 2), quote: old }).superseded).to.equal(true);
    expect(asked({ version: at(6) }, { standing: held(5, 2), quote: old }).superseded).to.equal(false);
    expect(asked({ version: at(4) }, { standing: held(5), quote: old }).superseded).to.equal(false);
    expect(asked(null, { standing: held(5) }).superseded).to.equal(false);
  });

  it('is as far as the order is at its end, else as far as the quote is', () => {
    const stageOf = (order: string, quote?: string) =>
      asked(
        { stage: order, version: at(1) },
        { quote: quote === undefined ? null : quotePart({ stage: quote }) },
      ).stage;

    for (const end of ['DELETED', 'CANCELED', 'APPROVED']) expect(stageOf(end, 'REJECTED')).to.equal(end);
    for (const stage of ['REQUESTED', 'OFFERED', 'APPROVED', 'REJECTED'])
      expect(stageOf('DRAFT', stage)).to.equal(stage);
    expect(stageOf('DRAFT', 'SOMETHING_NEW')).to.equal('DRAFT');
    expect(stageOf('DRAFT')).to.equal('DRAFT');
    expect(asked(null).stage).to.equal('DRAFT');
  });

  it('was a quotation before if it has a quote, is a draft, or has a price of the merchant’s own', () => {
    const placed = { isDraftOrder: false, stage: 'APPROVED' };
    const custom = [orderLine(), orderLine({ isCustomPrice: true })];

    expect(asked({ isDraftOrder: true }).wasQuoted).to.equal(true);
    expect(asked({ ...placed, items: custom }).wasQuoted).to.equal(true);
    expect(asked(placed, { quote: quotePart() }).wasQuoted).to.equal(true);
    expect(asked({ ...placed, items: [orderLine()] }).wasQuoted).to.equal(false);
    expect(asked({ ...placed, items: null }).wasQuoted).to.equal(false);
    expect(asked(null).wasQuoted).to.equal(false);
  });

  it('was approved when the quote was accepted, else when the event happened', () => {
    const approvedAt = (quote: Parameters<typeof quotePart>[0]) =>
      asked(orderPart(), { quote: quotePart(quote) }).approvedAt;

    expect(approvedAt({ stage: 'APPROVED', updatedAt: at(3) })).to.equal(at(3));
    expect(approvedAt({ stage: 'APPROVED', updatedAt: null, version: at(3) })).to.equal(at(60));
    expect(approvedAt({ stage: 'OFFERED', updatedAt: at(3) })).to.equal(at(60));
    expect(asked({}).approvedAt).to.equal(at(60));
  });
});
