/** In whose books an order is kept: names of documents as they are on the site. */
export interface Books {
  readonly company: string;
  readonly freightAccount: string;
  /** @throws TaxUnknown */
  taxAccount(tax: Tax): string;
  /** What makes one line be taxed at another rate than the rest of its order. @throws TaxUnknown */
  itemTaxTemplate(rate: number): string;
  /** @throws CurrencyUnknown */
  pricing(currency: string): Promise<Pricing>;
}

export interface Tax {
  /** Per cent. */
  readonly rate: number;
  /** Of Medusa's tax rate, `vat-de`. */
  readonly code: string | null;
}

export interface Pricing {
  readonly priceList: string;
  /** From the order's currency to the company's. */
  readonly conversionRate: number;
  /** From the price list's currency to the company's. */
  readonly priceListRate: number;
}
