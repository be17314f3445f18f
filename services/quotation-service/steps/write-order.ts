import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import {
  DocumentRejected,
  DuplicateDocument,
  ErpNextConflict,
  ErpNextNotSetUp,
} from '#libs/erpnext/errors.js';
import { keyOf, type OrderDoctype, type OrderDocument } from './order-document.js';

/** Writes Quotations and Sales Orders so that each write is safe to repeat. */
export class WriteOrder {
  constructor(private readonly erpnext: ErpNextClient) {}

  async read(doctype: OrderDoctype, name: string): Promise<OrderDocument> {
    return (await this.erpnext.get(doctype, name)) as OrderDocument;
  }

  /**
   * `medusa_key` is unique: of two who make the same document at once one gets it. The other one looks at everything
   * anew: beside the document there may be what was done with it since.
   */
  async insert(
    doctype: OrderDoctype,
    orderId: string,
    revision: number,
    fields: Fields,
  ): Promise<OrderDocument> {
    const key = keyOf(orderId, revision);
    try {
      return verified((await this.erpnext.insert(doctype, { ...fields, medusa_key: key })) as OrderDocument);
    } catch (error) {
      // A repeat and a lost race answer with other errors than the unique key: look before believing any.
      if (!(error instanceof DocumentRejected || error instanceof ErpNextConflict)) throw error;
      const [made] = await this.erpnext.list<{ name: string }>(doctype, {
        fields: ['name'],
        filters: [['medusa_key', '=', key]],
      });
      if (made === undefined && !(error instanceof DuplicateDocument)) throw error;
      throw new ErpNextConflict(
        `Another document came before the ${doctype} of ${orderId}.`,
        {},
        { cause: error },
      );
    }
  }

  /** Refused when anybody wrote the document since it was read. */
  async update(doctype: OrderDoctype, document: OrderDocument, fields: Fields): Promise<OrderDocument> {
    const written = (await this.erpnext.update(doctype, document.name, {
      ...fields,
      modified: document.modified,
    })) as OrderDocument;
    const isPriced = document.ignore_pricing_rule === 1 || fields['ignore_pricing_rule'] === 1;
    return isPriced ? verified(written) : written;
  }
}

/** ERPNext takes the flag back without a word when the user may not set it; then its own prices come through. */
const verified = (document: OrderDocument): OrderDocument => {
  if (document.ignore_pricing_rule !== 1)
    throw new ErpNextNotSetUp(
      'ERPNext lacks the role Sales Manager for the integration user: Pricing Rules would change the prices of orders.',
    );
  return document;
};
