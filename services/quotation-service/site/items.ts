import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';
import { ItemUnknown } from '../content/errors.js';
import type { SoldItem } from '../content/order-lines.js';
import type { PlacedLine, PlacedOrder } from '../content/placed-order.js';

export interface ItemsOptions {
  readonly erpnext: ErpNextClient;
  /** Stands for every line whose SKU is no Item; without it such an order is parked. */
  readonly fallbackItem?: string;
  /** How long a found Item is believed to be there, in ms. */
  readonly keepMs?: number;
  readonly now?: () => number;
}

interface ItemRow {
  readonly name: string;
  readonly item_code: string;
  readonly stock_uom: string;
  readonly disabled?: 0 | 1 | null;
}

/** The Items that a shop sells, by SKU. */
export class Items {
  private readonly bySku: MergedLookUp<ItemRow>;
  private readonly known = new Map<string, { readonly item: ItemRow; readonly until: number }>();

  constructor(private readonly options: ItemsOptions) {
    this.bySku = new MergedLookUp({
      erpnext: options.erpnext,
      doctype: 'Item',
      keys: ['item_code'],
      fields: ['name', 'item_code', 'stock_uom', 'disabled'],
    });
  }

  /** The Item of each line. @throws ItemUnknown that names every line without one. */
  async of({ orderId, lines }: PlacedOrder): Promise<ReadonlyMap<PlacedLine, SoldItem>> {
    const { fallbackItem } = this.options;
    const found = await Promise.all(lines.map(async (line) => [line, await this.find(line.sku)] as const));
    const fallback = fallbackItem === undefined ? undefined : await this.find(fallbackItem);
    const unknown = found.filter(([, item]) => (item ?? fallback) === undefined);
    if (unknown.length > 0)
      throw new ItemUnknown(
        orderId,
        unknown.map(([{ id, sku }]) => ({ lineId: id, sku })),
      );
    return new Map(
      found.flatMap(([line, own]) => {
        const item = own ?? fallback;
        return item === undefined
          ? []
          : [[line, { name: item.name, uom: item.stock_uom, fallback: own === undefined }] as const];
      }),
    );
  }

  /** What is configured and not on the site. */
  async problems(): Promise<readonly string[]> {
    const { fallbackItem } = this.options;
    if (fallbackItem === undefined || (await this.find(fallbackItem)) !== undefined) return [];
    return [`Item "${fallbackItem}" (FALLBACK_ITEM)`];
  }

  private async find(sku: string | null): Promise<ItemRow | undefined> {
    if (sku === null) return undefined;
    const { keepMs = 300_000, now = Date.now } = this.options;
    const kept = this.known.get(sku);
    if (kept !== undefined && kept.until > now()) return kept.item;
    const [item] = (await this.bySku.find(sku)).filter(({ disabled }) => disabled !== 1);
    if (item === undefined) this.known.delete(sku);
    else this.known.set(sku, { item, until: now() + keepMs });
    return item;
  }
}
