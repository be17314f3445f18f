import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { QuotationRules } from '../../../services/quotation-service/config.js';
import { Bookkeeping } from '../../../services/quotation-service/site/bookkeeping.js';
import { bookkeepingRules } from '../../../services/quotation-service/site/bookkeeping-rules.js';
import { Items } from '../../../services/quotation-service/site/items.js';
import { fine, wrong, type Check } from '../finding.js';

/** The company, price lists, accounts and Items that orders are written with, as the quotation-service looks for them. */
export const booksCheck = (
  erpnext: ErpNextClient,
  { books, unknownItem, fallbackItem }: Pick<QuotationRules, 'books' | 'unknownItem' | 'fallbackItem'>,
): Check => ({
  name: 'Books',
  async run() {
    const items = new Items({ erpnext, ...(unknownItem === 'fallback' ? { fallbackItem } : {}) });
    const missing = [
      ...(await new Bookkeeping(erpnext, bookkeepingRules(books)).problems()),
      ...(await items.problems()),
    ];
    if (missing.length === 0)
      return [fine('the company, price lists, accounts and Items of the configuration are there')];
    return missing.map((thing) =>
      wrong(
        `ERPNext lacks ${thing}`,
        'Add it in ERPNext, or name another in that variable. To try the captured shop: npx isthmus setup --demo-data.',
      ),
    );
  },
});
