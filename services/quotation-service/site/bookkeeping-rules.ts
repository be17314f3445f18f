import type { QuotationRules } from '../config.js';
import type { BookkeepingRules } from './bookkeeping.js';

/** The configured lists as tables. */
export const bookkeepingRules = (books: QuotationRules['books']): BookkeepingRules => ({
  company: books.company,
  companyOfChannel: tableOf(books.companies),
  freightAccount: books.freightAccount,
  taxAccounts: tableOf(books.taxAccounts),
  itemTaxTemplates: tableOf(books.itemTaxTemplates),
  priceLists: tableOf(books.priceLists),
  exchangeRates: new Map(
    [...tableOf(books.exchangeRates)].map(([currency, rate]) => [currency, Number(rate)]),
  ),
});

/** `19=VAT 19` for each entry. */
const tableOf = (pairs: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key.trim(), value.join('=').trim()] as const;
    }),
  );
