import { IntegrationError } from '#libs/errors/integration-error.js';

/** ERPNext sells Items; a line names one by its SKU. */
export class ItemUnknown extends IntegrationError {
  readonly code = 'ITEM_UNKNOWN';

  constructor(orderId: string, lines: readonly { readonly lineId: string; readonly sku: string | null }[]) {
    const named = lines.map(({ lineId, sku }) =>
      sku === null ? `${lineId} (no SKU)` : `${lineId} (${sku})`,
    );
    super(`ERPNext has no Item for ${named.join(', ')} of ${orderId}.`, { orderId, lines });
  }
}

/** The sender left out what an order in ERPNext is made of. */
export class OrderIncomplete extends IntegrationError {
  readonly code = 'ORDER_INCOMPLETE';

  constructor(orderId: string, missing: readonly string[]) {
    super(`The order ${orderId} lacks ${missing.join(', ')}.`, { orderId, missing });
  }
}

/** A quote came without its order, which may be on its way. */
export class OrderUnknown extends IntegrationError {
  readonly code = 'ORDER_UNKNOWN';

  constructor(
    orderId: string,
    override readonly waitAtMostMs: number,
  ) {
    super(`Nothing in ERPNext stands for ${orderId}, and its record does not say what was ordered.`, {
      orderId,
    });
  }
}

/** A tax for which no account, or no template, is configured. */
export class TaxUnknown extends IntegrationError {
  readonly code = 'TAX_UNKNOWN';
}

/** A currency without a price list, or without a rate to the company's own. */
export class CurrencyUnknown extends IntegrationError {
  readonly code = 'CURRENCY_UNKNOWN';
}
