import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { DocumentRejected } from '#libs/erpnext/errors.js';
import type { OrderContent } from '../content/order-content.js';
import { differenceOf, isNone } from '../content/same-content.js';
import { agrees } from '../content/tolerance.js';
import { totalsOf, type OrderDocument } from './order-document.js';
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

  async change(document: OrderDocument, content: OrderContent): Promise<ChangedOrder> {
    // The method knows no lock. Whoever moves the document's time first goes on, with the lines as he has read them.
    const claimed = await this.write.update('Sales Order', document, {});
    try {
      await this.updateItems(claimed, content);
    } catch (error) {
      if (!(error instanceof DocumentRejected)) throw error;
      return { document: claimed, leftFor: { reason: 'CHANGED_AFTER_SUBMISSION', words: error.message } };
    }
    const changed = await this.write.read('Sales Order', document.name);
    const reason = leftFor(changed, content);
    return { document: changed, ...(reason === undefined ? {} : { leftFor: { reason } }) };
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

const leftFor = (document: OrderDocument, content: OrderContent): AttentionReason | undefined => {
  if (!isNone(differenceOf(content, document))) return 'CHANGED_AFTER_SUBMISSION';
  return agrees(content.order, totalsOf(document)) ? undefined : 'TOTALS_DIFFER';
};
