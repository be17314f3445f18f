import { CustomerUnknown } from '#libs/address/errors.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected } from '#libs/erpnext/errors.js';
import { lostReasons } from '#libs/erpnext/masters.js';
import type { Party } from '#libs/party/party.js';
import type { OrderAddress } from '#schemas/generated/order-address.js';
import { partyFields, versionFields } from '../content/order-fields.js';
import { askedOf, type Case } from './case.js';
import type { ChangeLines } from './change-lines.js';
import type { ComposeOrder } from './compose-order.js';
import { LeftToPeople } from './left-to-people.js';
import type { OrderDoctype, OrderDocument } from './order-document.js';
import type { PurchaseOrders } from './purchase-orders.js';
import { currentOf, withDocument } from './standing.js';
import type { Step } from './step.js';
import type { WriteOrder } from './write-order.js';

export interface TakeStepOptions {
  readonly erpnext: ErpNextClient;
  readonly write: WriteOrder;
  readonly compose: ComposeOrder;
  readonly lines: ChangeLines;
  readonly purchaseOrders: PurchaseOrders;
  readonly conversion: {
    convert(party: Party, buyer: { billing?: OrderAddress | null }): Promise<{ party: Party }>;
  };
  /** How long a customer of whom nothing is said is waited for, in ms. */
  readonly unknownWaitMs: number;
}

/** Takes one step. Each is safe to repeat, and to be cut off after: what it has done is found when the case is opened anew. */
export class TakeStep {
  constructor(private readonly options: TakeStepOptions) {}

  /** @throws LeftToPeople, CustomerExists, OrderUnknown */
  async take(step: Step, work: Case): Promise<Case> {
    switch (step.kind) {
      case 'make-customer':
        return this.makeCustomer(work);
      case 'make':
        return step.doctype === 'Quotation'
          ? this.makeQuotation(work, step.amends)
          : this.makeSalesOrder(work, { amends: step.amends, offeredBy: step.quotation });
      case 'rewrite':
        return this.rewrite(step.doctype, work);
      case 'submit':
        return this.submit(step.doctype, work);
      case 'change-lines':
        return this.changeLines(work);
      case 'lose':
        return this.lose(work, lostReasons[step.because]);
      case 'cancel':
        return this.cancel(step.doctype, work);
      case 'note-version':
        return this.noteVersion(step.doctype, work);
    }
  }

  private async makeCustomer(work: Case): Promise<Case> {
    const billing = work.event.order?.billingAddress ?? null;
    const { party } = await this.options.conversion.convert(this.partyOf(work), { billing });
    return { ...work, party };
  }

  private async makeQuotation(work: Case, amends: string | undefined): Promise<Case> {
    const { compose, write } = this.options;
    const { fields, revision, warnings } = await compose.quotation(work, this.partyOf(work), amends);
    const document = await write.insert('Quotation', work.event.orderId, revision, fields);
    return withWarnings(after(work, 'Quotation', document), warnings);
  }

  private async makeSalesOrder(
    before: Case,
    of: { amends: string | undefined; offeredBy: string | undefined },
  ): Promise<Case> {
    const { compose, write } = this.options;
    // The last time may have been cut off between the Customer's insert and what comes after it.
    const work = await this.makeCustomer(before);
    const { fields, revision, linked, warnings } = await compose.salesOrder(work, this.partyOf(work), of);
    const insert = (more: object) =>
      write.insert('Sales Order', work.event.orderId, revision, { ...fields, ...more });
    const document = await (linked === undefined
      ? insert({})
      : insert({ items: linked.items }).catch((error: unknown) => {
          // Where ERPNext does not let an expired offer be ordered, the order stands by itself.
          if (!(error instanceof DocumentRejected) || linked.to.status !== 'Expired') throw error;
          return insert({});
        }));
    return withWarnings(after(work, 'Sales Order', document), warnings);
  }

  private async rewrite(doctype: OrderDoctype, work: Case): Promise<Case> {
    const { compose, write } = this.options;
    const { fields, warnings } = await compose.rewritten(doctype, work, this.partyOf(work));
    const document = await write.update(doctype, documentOf(doctype, work), fields);
    return withWarnings(after(work, doctype, document), warnings);
  }

  private async submit(doctype: OrderDoctype, work: Case): Promise<Case> {
    const document = documentOf(doctype, work);
    const relinked =
      doctype === 'Quotation' && document.quotation_to === 'Lead' && work.party?.kind === 'Customer'
        ? partyFields(work.party)
        : {};
    const written = await this.options.write.update(doctype, document, { ...relinked, docstatus: 1 });
    return this.withQuotationReread(after(work, doctype, written), doctype);
  }

  private async changeLines(work: Case): Promise<Case> {
    if (work.content === undefined) return work;
    const { document, leftFor } = await this.options.lines.change(
      documentOf('Sales Order', work),
      work.content,
      askedOf(work).order?.version,
    );
    const changed = after(work, 'Sales Order', document);
    if (leftFor === undefined) return changed;
    throw new LeftToPeople({ ...leftFor, doctype: 'Sales Order', name: document.name }, changed);
  }

  private async lose(work: Case, reason: string): Promise<Case> {
    const { erpnext, write } = this.options;
    const { name } = documentOf('Quotation', work);
    await erpnext.run('Quotation', name, 'declare_enquiry_lost', {
      lost_reasons_list: [{ lost_reason: reason }],
      competitors: [],
      detailed_reason: reason,
    });
    return after(work, 'Quotation', await write.read('Quotation', name));
  }

  private async cancel(doctype: OrderDoctype, work: Case): Promise<Case> {
    const document = documentOf(doctype, work);
    const { name } = document;
    try {
      const written = await this.options.write.update(doctype, document, { docstatus: 2 });
      return await this.withQuotationReread(after(work, doctype, written), doctype);
    } catch (error) {
      if (!(error instanceof DocumentRejected)) throw error;
      const attention = { reason: 'CANCEL_REFUSED', doctype, name, words: error.message } as const;
      throw new LeftToPeople(attention, work, { cause: error });
    }
  }

  private async noteVersion(doctype: OrderDoctype, work: Case): Promise<Case> {
    const { purchaseOrders, write } = this.options;
    const document = documentOf(doctype, work);
    // The buyer's own number may come after the order.
    const { fields } =
      doctype === 'Sales Order' ? await purchaseOrders.fields(work, document.customer ?? '') : { fields: {} };
    const written = await write.update(doctype, document, {
      ...fields,
      ...versionFields(askedOf(work), doctype),
    });
    return after(work, doctype, written);
  }

  /** ERPNext notes on a Quotation whether it was ordered, which moves its time. */
  private async withQuotationReread(work: Case, written: OrderDoctype): Promise<Case> {
    const quotation = currentOf(work.standing, 'Quotation');
    return written === 'Quotation' || quotation === undefined
      ? work
      : after(work, 'Quotation', await this.options.write.read('Quotation', quotation.name));
  }

  private partyOf({ party, event }: Case): Party {
    if (party === undefined) throw new CustomerUnknown(event.orderId, this.options.unknownWaitMs);
    return party;
  }
}

const documentOf = (doctype: OrderDoctype, { standing }: Case): OrderDocument => {
  const document = currentOf(standing, doctype);
  if (document === undefined) throw new Error(`There is no ${doctype} for this step.`);
  return document;
};

const after = (work: Case, doctype: OrderDoctype, document: OrderDocument): Case => ({
  ...work,
  standing: withDocument(work.standing, doctype, document),
});

const withWarnings = (work: Case, warnings: Case['warnings']): Case => ({
  ...work,
  warnings: [...new Set([...work.warnings, ...warnings])],
});
