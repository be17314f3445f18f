// Generated from tax-line.avsc by `npm run generate`. Do not edit.

/** One tax on an order line or a shipping method. */
export interface TaxLine {
  /** `tax_line.rate`, per cent. */
  readonly rate: number;
  /** `tax_line.code` of the tax rate (`vat-de`). Null when it has none. */
  readonly code: string | null;
  /** `tax_line.description`. Null when not sent. */
  readonly description: string | null;
  /** `tax_line.total`: the tax, major units of the currency. Null when not sent. */
  readonly total: number | null;
}
