import type { ChildRow, ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import type { Warning } from '#libs/party/clean-text.js';
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
  validTill,
  versionFields,
  type DateRules,
} from '../content/order-fields.js';
import { askedOf, type Case } from './case.js';
import { isSubmitted, type OrderDoctype, type OrderDocument } from './order-document.js';
import type { PurchaseOrders } from './purchase-orders.js';
import { currentOf, nextRevision } from './standing.js';
import type { WriteOrder } from './write-order.js';

export interface ComposeOrderOptions {
  readonly erpnext: ErpNextClient;
  readonly write: Pick<WriteOrder, 'read'>;
  readonly purchaseOrders: PurchaseOrders;
  readonly addresses: {
    ensure(
      address: OrderAddress,
      party: Party,
      use: 'billing' | 'shipping',
    ): Promise<{ name: string | undefined; warnings: readonly Warning[] }>;
  };
  readonly dates: DateRules;
  /** How long a quote waits for its order, in ms. */
  readonly unknownWaitMs: number;
}

export interface Composed {
  readonly fields: Fields;
  readonly warnings: Case['warnings'];
}

export interface NewDocument extends Composed {
  readonly revision: number;
}

export interface NewSalesOrder extends NewDocument {
  /** The rows bound to those of the Quotation, if there is one. */
  readonly linked: { readonly items: readonly ChildRow[]; readonly to: OrderDocument } | undefined;
}

/** Puts together what a document is to say: the order's content, and what ERPNext has to be asked for beside it. */
export class ComposeOrder {
  constructor(private readonly options: ComposeOrderOptions) {}

  /** @throws OrderUnknown */
  async quotation(work: Case, party: Party, amends: string | undefined): Promise<NewDocument> {
    const asked = askedOf(work);
    if (work.content === undefined) throw new OrderUnknown(asked.orderId, this.options.unknownWaitMs);
    const addresses = await this.addressesOf(work, party);
    const revision = nextRevision(work.standing, 'Quotation');
    return {
      revision,
      fields: {
        ...partyFields(party),
        ...contentFields(work.content),
        ...offerDates(work.content, asked, this.options.dates),
        ...addresses.fields,
        ...keyFields(asked.orderId, revision, amends),
        ...versionFields(asked, 'Quotation'),
      },
      warnings: addresses.warnings,
    };
  }

  /** @throws OrderUnknown */
  async salesOrder(
    work: Case,
    party: Party,
    { amends, offeredBy }: { amends: string | undefined; offeredBy: string | undefined },
  ): Promise<NewSalesOrder> {
    const { purchaseOrders, dates } = this.options;
    const asked = askedOf(work);
    const quotation = offeredBy === undefined ? undefined : await this.wholeQuotation(work, offeredBy);
    const said =
      work.content === undefined ? quotation && fieldsOfQuotation(quotation) : contentFields(work.content);
    if (said === undefined) throw new OrderUnknown(asked.orderId, this.options.unknownWaitMs);

    const customer = customerOf(party) ?? '';
    const wasOffered = work.content === undefined || quotation !== undefined || asked.wasQuoted;
    const orderedAt = wasOffered ? asked.approvedAt : work.content.order.createdAt;
    const addresses = await this.addressesOf(work, party);
    const purchaseOrder = await purchaseOrders.fields(work, customer, dates.calendar.dateOf(orderedAt));
    const revision = nextRevision(work.standing, 'Sales Order');
    return {
      revision,
      fields: {
        ...said,
        customer,
        ...orderDates(orderedAt, dates),
        ...purchaseOrder.fields,
        ...addresses.fields,
        sales_team: await this.salesTeamOf(customer),
        ...keyFields(asked.orderId, revision, amends),
        ...versionFields(asked, 'Sales Order'),
      },
      linked: quotation && {
        items: linkedTo(said['items'] as readonly ChildRow[], quotation),
        to: quotation,
      },
      warnings: [...addresses.warnings, ...purchaseOrder.warnings],
    };
  }

  /** A draft follows the shop; without the order's own words only the end of the offer does. */
  async rewritten(doctype: OrderDoctype, work: Case, party: Party): Promise<Composed> {
    const asked = askedOf(work);
    const content = asked.order === undefined ? undefined : work.content;
    const addresses = content === undefined ? nothing : await this.addressesOf(work, party);
    const said = content === undefined ? {} : contentFields(content);
    const until = validTill(content, asked, this.options.dates);
    const own: Composed =
      doctype === 'Quotation'
        ? {
            fields: { ...said, ...partyFields(party), ...(until === undefined ? {} : { valid_till: until }) },
            warnings: [],
          }
        : await this.rewrittenSalesOrder(said, work, party);
    return {
      fields: { ...own.fields, ...addresses.fields, ...versionFields(asked, doctype) },
      warnings: [...addresses.warnings, ...own.warnings],
    };
  }

  private async rewrittenSalesOrder(said: Fields, work: Case, party: Party): Promise<Composed> {
    const purchaseOrder = await this.options.purchaseOrders.fields(work, customerOf(party) ?? '');
    const quotation = currentOf(work.standing, 'Quotation');
    const rows = said['items'] as readonly ChildRow[] | undefined;
    // New rows must be bound to those of the Quotation again, else it would be open once more.
    const items =
      rows !== undefined && quotation !== undefined && isSubmitted(quotation)
        ? { items: linkedTo(rows, await this.wholeQuotation(work, quotation.name)) }
        : {};
    return { fields: { ...said, ...items, ...purchaseOrder.fields }, warnings: purchaseOrder.warnings };
  }

  private async wholeQuotation({ standing }: Case, name: string): Promise<OrderDocument> {
    const known = currentOf(standing, 'Quotation');
    return known?.name === name && known.items !== undefined
      ? known
      : this.options.write.read('Quotation', name);
  }

  /** A Sales Order that is inserted directly gets nobody's credit otherwise. */
  private async salesTeamOf(customer: string): Promise<ChildRow[]> {
    const { sales_team: team } = await this.options.erpnext.get('Customer', customer);
    return (Array.isArray(team) ? (team as ChildRow[]) : []).map((row) => ({
      sales_person: row['sales_person'] ?? null,
      allocated_percentage: Number(row['allocated_percentage'] ?? 0),
    }));
  }

  private async addressesOf({ event, content }: Case, party: Party): Promise<Composed> {
    if (content === undefined) return nothing;
    const ensure = async (address: OrderAddress | null | undefined, use: 'billing' | 'shipping') =>
      address == null
        ? { name: undefined, warnings: [] }
        : this.options.addresses.ensure(address, party, use);
    const billing = await ensure(event.order?.billingAddress, 'billing');
    const shipping = await ensure(event.order?.shippingAddress, 'shipping');
    return {
      fields: addressFields({ billing: billing.name, shipping: shipping.name }),
      warnings: [...billing.warnings, ...shipping.warnings],
    };
  }
}

const nothing: Composed = { fields: {}, warnings: [] };
