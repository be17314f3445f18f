import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected, ErpNextConflict } from '#libs/erpnext/errors.js';
import type { OrderContent } from '../content/order-content.js';
import { differenceOf, isNone } from '../content/same-content.js';
import { agrees } from '../content/tolerance.js';
import { isSubmitted, orderVersionOf, totalsOf, type OrderDocument } from './order-document.js';
import type { AttentionReason } from './step.js';
import type { WriteOrder } from './write-order.js';

export interface ChangedOrder {
  readonly document: OrderDocument;
  /** Why it is left to people all the same. */
  readonly leftFor?: { readonly reason: AttentionReason; readonly words?: string };
}

/** Changes the lines of a submitted Sales Order as Desk's "Update Items" does; nothing else of it can be changed. */
export class ChangeLines {
  constructor(
    private readonly erpnext: ErpNextClient,
    private readonly write: WriteOrder,
  ) {}

  /**
   * @param version of the order whose lines these are
   * @throws ErpNextConflict when somebody else has written it meanwhile
   */
  async change(
    document: OrderDocument,
    content: OrderContent,
    version: number | undefined,
  ): Promise<ChangedOrder> {
    // The method knows no lock. Whoever moves the document's time first goes on, with the lines as he has read them.
    const claimed = await this.write.update('Sales Order', document, {});
    const refusal = await this.updateItems(claimed, content).then(() => undefined, refused);
    const changed = await this.write.read('Sales Order', document.name);
    const now = orderVersionOf(changed);
    if (now !== orderVersionOf(claimed)) {
      // Held up between the two calls, it may have written its lines over newer ones, which nobody writes again.
      const isWritten =
        refusal === undefined && isSubmitted(changed) && isNone(differenceOf(content, changed));
      const isOverwritten = isWritten && (now ?? 0) > (version ?? 0);
      if (isOverwritten) return { document: changed, leftFor: { reason: 'CHANGED_AFTER_SUBMISSION' } };
      throw new ErpNextConflict(`Somebody else has gone on with ${document.name}.`);
    }
    const reason = refusal === undefined ? leftFor(changed, content) : 'CHANGED_AFTER_SUBMISSION';
    if (reason === undefined) return { document: changed };
    return { document: changed, leftFor: { reason, ...(refusal && { words: refusal.message }) } };
  }

  private async updateItems(document: OrderDocument, content: OrderContent): Promise<void> {
    const lines = differenceOf(content, document).pairs.map(({ wanted, row }) => ({
      ...(row === undefined ? {} : { docname: row['name'], name: row['name'] }),
      item_code: wanted['item_code'],
      qty: wanted['qty'],
      rate: wanted['rate'],
      uom: wanted['uom'],
      conversion_factor: 1,
      delivery_date: row?.['delivery_date'] ?? document['delivery_date'],
    }));
    await this.erpnext.call('erpnext.controllers.accounts_controller.update_child_qty_rate', {
      parent_doctype: 'Sales Order',
      parent_doctype_name: document.name,
      child_docname: 'items',
      trans_items: JSON.stringify(lines),
    });
  }
}

const refused = (error: unknown): DocumentRejected => {
  if (!(error instanceof DocumentRejected)) throw error;
  return error;
};

const leftFor = (document: OrderDocument, content: OrderContent): AttentionReason | undefined => {
  if (!isNone(differenceOf(content, document))) return 'CHANGED_AFTER_SUBMISSION';
  return agrees(content.order, totalsOf(document)) ? undefined : 'TOTALS_DIFFER';
};
