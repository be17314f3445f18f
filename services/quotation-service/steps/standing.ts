import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';
import {
  fieldsOf,
  isCancelled,
  isDraft,
  orderVersionOf,
  quoteVersionOf,
  revisionOf,
  type OrderDoctype,
  type OrderDocument,
} from './order-document.js';

/** Every document that was ever made for one order of the shop, oldest first. */
export interface Standing {
  readonly Quotation: readonly OrderDocument[];
  readonly 'Sales Order': readonly OrderDocument[];
}

/** Finds what ERPNext has for an order. */
export class FindDocuments {
  private readonly quotations: MergedLookUp<OrderDocument>;
  private readonly salesOrders: MergedLookUp<OrderDocument>;

  constructor(private readonly erpnext: ErpNextClient) {
    const by = (doctype: OrderDoctype) =>
      new MergedLookUp<OrderDocument>({
        erpnext,
        doctype,
        keys: ['medusa_id'],
        fields: fieldsOf[doctype],
        orderBy: 'creation asc, name asc',
      });
    this.quotations = by('Quotation');
    this.salesOrders = by('Sales Order');
  }

  async of(orderId: string): Promise<Standing> {
    const [quotations, salesOrders] = await Promise.all([
      this.quotations.find(orderId),
      this.salesOrders.find(orderId),
    ]);
    return { Quotation: quotations, 'Sales Order': salesOrders };
  }

  async whole(doctype: OrderDoctype, name: string): Promise<OrderDocument> {
    return (await this.erpnext.get(doctype, name)) as OrderDocument;
  }
}

/** The document that counts: the newest that is not cancelled, else the newest. */
export const currentOf = (standing: Standing, doctype: OrderDoctype): OrderDocument | undefined =>
  standing[doctype].filter((document) => !isCancelled(document)).at(-1) ?? standing[doctype].at(-1);

export const nextRevision = (standing: Standing, doctype: OrderDoctype): number =>
  Math.max(0, ...standing[doctype].map(revisionOf)) + 1;

/** The newest state of the order that any of its documents has. */
export const versionOfOrder = ({ Quotation, 'Sales Order': salesOrders }: Standing): number | undefined =>
  latest([...Quotation, ...salesOrders].map(orderVersionOf));

export const versionOfQuote = ({ Quotation }: Standing): number | undefined =>
  latest(Quotation.map(quoteVersionOf));

/** With a document as it was answered by a write, or read whole. */
export const withDocument = (
  standing: Standing,
  doctype: OrderDoctype,
  document: OrderDocument,
): Standing => {
  const others = standing[doctype];
  const index = others.findIndex(({ name }) => name === document.name);
  const known = others[index];
  const documents =
    known === undefined
      ? [...others, document]
      : others.with(index, { ...document, _comments: document._comments ?? known._comments ?? null });
  return { ...standing, [doctype]: documents };
};

/** The current documents that have to be read whole: whatever is still a draft may be submitted next. */
export const unfinished = (standing: Standing): readonly (readonly [OrderDoctype, OrderDocument])[] =>
  (['Quotation', 'Sales Order'] as const).flatMap((doctype) => {
    const current = currentOf(standing, doctype);
    return current !== undefined && isDraft(current) ? [[doctype, current] as const] : [];
  });

const latest = (versions: readonly (number | undefined)[]): number | undefined => {
  const known = versions.filter((version) => version !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
