import type { ChildRow, ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected } from '#libs/erpnext/errors.js';
import { lostReasons } from '#libs/erpnext/masters.js';
import type { Warning } from '#libs/party/clean-text.js';
import { CustomerUnknown } from '#libs/address/errors.js';
import type { Party } from '#libs/party/party.js';
import type { OrderAddress } from '#schemas/generated/order-address.js';
import { OrderUnknown } from '../content/errors.js';
import {
  addressFields,
  contentFields,
  customerOf,
  fieldsOfQuotation,
  keyFields,
  linkedTo,
  offerDates,
  orderDates,
  partyFields,
  purchaseOrderOf,
  validTill,
  versionFields,
  type DateRules,
} from '../content/order-fields.js';
import { differenceOf, isNone } from '../content/same-content.js';
import { agrees } from '../content/tolerance.js';
import { askedOf, type Case } from './case.js';
import { totalsOf, type OrderDoctype, type OrderDocument } from './order-document.js';
import { currentOf, nextRevision, withDocument } from './standing.js';
import type { Attention, Step } from './step.js';
import type { WriteOrder } from './write-order.js';

export interface TakeStepOptions {
  readonly erpnext: ErpNextClient;
  readonly write: WriteOrder;
  readonly conversion: {
    convert(party: Party, buyer: { billing?: OrderAddress | null }): Promise<{ party: Party }>;
  };
  readonly addresses: {
    ensure(
      address: OrderAddress,
      party: Party,
      use: 'billing' | 'shipping',
    ): Promise<{ name: string | undefined; warnings: readonly Warning[] }>;
  };
  readonly dates: DateRules;
  /** Under which key of `order.metadata` the shop keeps the buyer's own order number. */
  readonly poNumberKey: string;
  /** How long what is missing is waited for, in ms. */
  readonly unknownWaitMs: number;
}

/** ERPNext does not allow what the shop asks for: people have to see to it. */
export class LeftToPeople extends Error {
  constructor(
    readonly attention: Attention,
    options?: ErrorOptions,
  ) {
    super(attention.reason, options);
  }
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
          : this.makeSalesOrder(work, step.amends, step.quotation);
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
    const { dates, write } = this.options;
    const [asked, party] = [askedOf(work), this.partyOf(work)];
    if (work.content === undefined) throw new OrderUnknown(asked.orderId, this.options.unknownWaitMs);

    const { names, warnings } = await this.addressesOf(work, party);
    const revision = nextRevision(work.standing, 'Quotation');
    const document = await write.insert('Quotation', asked.orderId, revision, {
      ...partyFields(party),
      ...contentFields(work.content),
      ...offerDates(work.content, asked, dates),
      ...addressFields(names),
      ...keyFields(asked.orderId, revision, amends),
      ...versionFields(asked, 'Quotation'),
    });
    return withWarnings(this.after(work, 'Quotation', document), warnings);
  }

  private async makeSalesOrder(
    work: Case,
    amends: string | undefined,
    offeredBy: string | undefined,
  ): Promise<Case> {
    const { write, dates, conversion } = this.options;
    const asked = askedOf(work);
    // The last time may have been cut off between the Customer's insert and what comes after it.
    const billing = work.event.order?.billingAddress ?? null;
    const { party } = await conversion.convert(this.partyOf(work), { billing });
    const quotation = offeredBy === undefined ? undefined : await this.wholeQuotation(work, offeredBy);
    if (work.content === undefined && quotation === undefined)
      throw new OrderUnknown(asked.orderId, this.options.unknownWaitMs);

    const customer = customerOf(party) ?? '';
    const { names, warnings } = await this.addressesOf(work, party);
    const ordered =
      work.content === undefined
        ? fieldsOfQuotation(quotation as OrderDocument)
        : contentFields(work.content);
    const orderedAt =
      work.content === undefined || quotation !== undefined || asked.wasQuoted
        ? asked.approvedAt
        : work.content.order.createdAt;
    const poNumber = purchaseOrderOf(work.content, this.options.poNumberKey);
    const taken = poNumber !== undefined && (await this.isTaken(poNumber, customer, asked.orderId));
    const revision = nextRevision(work.standing, 'Sales Order');
    const fields: Fields = {
      ...ordered,
      customer,
      ...orderDates(orderedAt, dates),
      ...(poNumber === undefined || taken
        ? {}
        : { po_no: poNumber, po_date: dates.calendar.dateOf(orderedAt) }),
      ...addressFields(names),
      sales_team: await this.salesTeamOf(customer),
      ...keyFields(asked.orderId, revision, amends),
      ...versionFields(asked, 'Sales Order'),
    };
    const insert = (items: readonly ChildRow[]) =>
      write.insert('Sales Order', asked.orderId, revision, { ...fields, items });
    const rows = fields['items'] as readonly ChildRow[];
    const document = await (quotation === undefined
      ? insert(rows)
      : insert(linkedTo(rows, quotation)).catch((error: unknown) => {
          // Where ERPNext does not let an expired offer be ordered, the order stands by itself.
          if (!(error instanceof DocumentRejected) || quotation.status !== 'Expired') throw error;
          return insert(rows);
        }));
    return withWarnings(this.after({ ...work, party }, 'Sales Order', document), [
      ...warnings,
      ...(taken ? (['PO_NUMBER_TAKEN'] as const) : []),
    ]);
  }

  private async wholeQuotation({ standing }: Case, name: string): Promise<OrderDocument> {
    const known = currentOf(standing, 'Quotation');
    return known?.name === name && known.items !== undefined
      ? known
      : this.options.write.read('Quotation', name);
  }

  /** A draft follows the shop; without the order's own words only the end of the offer does. */
  private async rewrite(doctype: OrderDoctype, work: Case): Promise<Case> {
    const [asked, party, document] = [askedOf(work), this.partyOf(work), this.documentOf(doctype, work)];
    const content = asked.order === undefined ? undefined : work.content;
    const { names, warnings } =
      content === undefined ? { names: undefined, warnings: [] } : await this.addressesOf(work, party);
    const until = doctype === 'Quotation' ? validTill(content, asked, this.options.dates) : undefined;
    const written = await this.options.write.update(doctype, document, {
      ...(content === undefined ? {} : contentFields(content)),
      ...(doctype === 'Quotation'
        ? partyFields(party)
        : {
            ...(await this.purchaseOrder(work, document)),
            ...(content === undefined ? {} : { items: await this.linkedRows(work, content.items) }),
          }),
      ...(until === undefined ? {} : { valid_till: until }),
      ...(names === undefined ? {} : addressFields(names)),
      ...versionFields(asked, doctype),
    });
    return withWarnings(this.after(work, doctype, written), warnings);
  }

  /** New rows must be bound to those of the Quotation again, else it would be open once more. */
  private async linkedRows(work: Case, items: readonly ChildRow[]): Promise<readonly ChildRow[]> {
    const quotation = currentOf(work.standing, 'Quotation');
    if (quotation?.docstatus !== 1) return items;
    return linkedTo(items, await this.wholeQuotation(work, quotation.name));
  }

  private async submit(doctype: OrderDoctype, work: Case): Promise<Case> {
    const document = this.documentOf(doctype, work);
    const relinked =
      doctype === 'Quotation' && document.quotation_to === 'Lead' && work.party?.kind === 'Customer'
        ? partyFields(work.party)
        : {};
    const written = await this.options.write.update(doctype, document, { ...relinked, docstatus: 1 });
    const after = this.after(work, doctype, written);
    return doctype === 'Quotation' ? after : this.withQuotationReread(after);
  }

  /** As Desk's "Update Items" does; nothing else of a submitted order can be changed. */
  private async changeLines(work: Case): Promise<Case> {
    const { erpnext, write } = this.options;
    const document = this.documentOf('Sales Order', work);
    if (work.content === undefined) return work;
    // The method knows no lock. Whoever moves the document's time first goes on, with the lines as he has read them.
    const claimed = await write.update('Sales Order', document, {});
    const lines = differenceOf(work.content, claimed).pairs.map(({ wanted, row }) => ({
      ...(row === undefined ? {} : { docname: row['name'], name: row['name'] }),
      item_code: wanted['item_code'],
      qty: wanted['qty'],
      rate: wanted['rate'],
      uom: wanted['uom'],
      conversion_factor: 1,
      delivery_date: row?.['delivery_date'] ?? document['delivery_date'],
    }));
    await this.orLeave('CHANGED_AFTER_SUBMISSION', 'Sales Order', document, () =>
      erpnext.call('erpnext.controllers.accounts_controller.update_child_qty_rate', {
        parent_doctype: 'Sales Order',
        parent_doctype_name: document.name,
        child_docname: 'items',
        trans_items: JSON.stringify(lines),
      }),
    );
    const written = await write.read('Sales Order', document.name);
    const left = isNone(differenceOf(work.content, written)) ? undefined : 'CHANGED_AFTER_SUBMISSION';
    const reason = left ?? (agrees(work.content.order, totalsOf(written)) ? undefined : 'TOTALS_DIFFER');
    if (reason !== undefined) throw new LeftToPeople({ reason, doctype: 'Sales Order', name: document.name });
    return this.after(work, 'Sales Order', written);
  }

  private async lose(work: Case, reason: string): Promise<Case> {
    const { erpnext, write } = this.options;
    const { name } = this.documentOf('Quotation', work);
    await erpnext.run('Quotation', name, 'declare_enquiry_lost', {
      lost_reasons_list: [{ lost_reason: reason }],
      competitors: [],
      detailed_reason: reason,
    });
    return this.after(work, 'Quotation', await write.read('Quotation', name));
  }

  private async cancel(doctype: OrderDoctype, work: Case): Promise<Case> {
    const document = this.documentOf(doctype, work);
    const written = await this.orLeave('CANCEL_REFUSED', doctype, document, () =>
      this.options.write.update(doctype, document, { docstatus: 2 }),
    );
    const after = this.after(work, doctype, written);
    return doctype === 'Quotation' ? after : this.withQuotationReread(after);
  }

  /** ERPNext notes on a Quotation whether it was ordered, which moves its time. */
  private async withQuotationReread(work: Case): Promise<Case> {
    const quotation = currentOf(work.standing, 'Quotation');
    return quotation === undefined
      ? work
      : this.after(work, 'Quotation', await this.options.write.read('Quotation', quotation.name));
  }

  private async noteVersion(doctype: OrderDoctype, work: Case): Promise<Case> {
    const document = this.documentOf(doctype, work);
    const written = await this.options.write.update(doctype, document, {
      ...(doctype === 'Sales Order' ? await this.purchaseOrder(work, document) : {}),
      ...versionFields(askedOf(work), doctype),
    });
    return this.after(work, doctype, written);
  }

  /** The buyer's own number may come after the order. */
  private async purchaseOrder(work: Case, document: OrderDocument): Promise<Fields> {
    const poNumber = purchaseOrderOf(work.content, this.options.poNumberKey);
    if (poNumber === undefined || document['po_no'] === poNumber) return {};
    const taken = await this.isTaken(poNumber, document.customer ?? '', work.event.orderId);
    return taken ? {} : { po_no: poNumber };
  }

  /** ERPNext refuses a number that another order of the same Customer has. */
  private async isTaken(poNumber: string, customer: string, orderId: string): Promise<boolean> {
    const others = await this.options.erpnext.list('Sales Order', {
      fields: ['name'],
      filters: [
        ['po_no', '=', poNumber],
        ['customer', '=', customer],
        ['docstatus', '<', 2],
        ['medusa_id', '!=', orderId],
      ],
      limit: 1,
    });
    return others.length > 0;
  }

  /** A Sales Order that is inserted directly gets nobody's credit otherwise. */
  private async salesTeamOf(customer: string): Promise<ChildRow[]> {
    const { sales_team: team } = await this.options.erpnext.get('Customer', customer);
    return (Array.isArray(team) ? (team as ChildRow[]) : []).map((row) => ({
      sales_person: row['sales_person'] ?? null,
      allocated_percentage: Number(row['allocated_percentage'] ?? 0),
    }));
  }

  private async addressesOf({ event, content }: Case, party: Party) {
    const { billingAddress = null, shippingAddress = null } =
      content === undefined ? {} : (event.order ?? {});
    const ensure = async (address: OrderAddress | null, use: 'billing' | 'shipping') =>
      address === null
        ? { name: undefined, warnings: [] }
        : this.options.addresses.ensure(address, party, use);
    const billing = await ensure(billingAddress, 'billing');
    const shipping = await ensure(shippingAddress, 'shipping');
    return {
      names: { billing: billing.name, shipping: shipping.name },
      warnings: [...billing.warnings, ...shipping.warnings],
    };
  }

  private async orLeave<T>(
    reason: Attention['reason'],
    doctype: OrderDoctype,
    { name }: OrderDocument,
    write: () => Promise<T>,
  ): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DocumentRejected)) throw error;
      throw new LeftToPeople({ reason, doctype, name, words: error.message }, { cause: error });
    }
  }

  private partyOf({ party, event }: Case): Party {
    if (party === undefined) throw new CustomerUnknown(event.orderId, this.options.unknownWaitMs);
    return party;
  }

  private documentOf(doctype: OrderDoctype, { standing }: Case): OrderDocument {
    const document = currentOf(standing, doctype);
    if (document === undefined) throw new Error(`There is no ${doctype} for this step.`);
    return document;
  }

  private after(work: Case, doctype: OrderDoctype, document: OrderDocument): Case {
    return { ...work, standing: withDocument(work.standing, doctype, document) };
  }
}

const withWarnings = (work: Case, warnings: Case['warnings']): Case => ({
  ...work,
  warnings: [...new Set([...work.warnings, ...warnings])],
});
