import type { ErpNextClient, Fields } from '#libs/erpnext/erpnext-client.js';
import { purchaseOrderOf } from '../content/order-fields.js';
import type { Case, OrderWarning } from './case.js';

/** The numbers that buyers give their orders. */
export class PurchaseOrders {
  constructor(
    private readonly erpnext: ErpNextClient,
    /** Under which key of `order.metadata` the shop keeps the number. */
    private readonly key: string,
  ) {}

  /** ERPNext refuses a number that another order of the same Customer has: that one is left out. */
  async fields(
    { event, content }: Case,
    customer: string,
    date?: string,
  ): Promise<{ fields: Fields; warnings: readonly OrderWarning[] }> {
    const number = purchaseOrderOf(content, this.key);
    if (number === undefined) return { fields: {}, warnings: [] };
    if (await this.isTaken(number, customer, event.orderId))
      return { fields: {}, warnings: ['PO_NUMBER_TAKEN'] };
    return { fields: { po_no: number, ...(date === undefined ? {} : { po_date: date }) }, warnings: [] };
  }

  private async isTaken(number: string, customer: string, orderId: string): Promise<boolean> {
    const others = await this.erpnext.list('Sales Order', {
      fields: ['name'],
      filters: [
        ['po_no', '=', number],
        ['customer', '=', customer],
        ['docstatus', '<', 2],
        ['medusa_id', '!=', orderId],
      ],
      limit: 1,
    });
    return others.length > 0;
  }
}
