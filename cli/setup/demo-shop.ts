import type { Fields, Filter } from '#libs/erpnext/erpnext-client.js';
import type { WantedDocument } from './document-setup.js';
import { rootOf } from './master-setup.js';
import type { SetupClient } from './setup-client.js';

/** The company that the captured shop's orders go to. */
export interface DemoCompany {
  readonly name: string;
  readonly currency: string;
}

/** What the captured shop sells, by SKU; the last one stands for lines that are no Item of anybody's. */
const items: Readonly<Record<string, string>> = {
  'GLOVE-L': 'Safety gloves L',
  'GLOVE-M': 'Safety gloves M',
  'PJACK-25': 'Pallet jack 2.5 t',
  'SHELF-200-BK': 'Steel shelf 200x80 Black',
  'SHELF-200-GR': 'Steel shelf 200x80 Grey',
  'MEDUSA-FALLBACK': 'Other goods and services',
};

const unit = 'Nos';
const priceList = 'Standard Selling';
const vat = 'VAT';
/** In percent: those of the captured orders, and a reduced one for lines of another rate. */
const vatRates = [7, 19, 20, 23, 25];
/** Of the captured orders' currencies, in US dollars; roughly right, and the same wherever the story is played. */
const worth: Readonly<Record<string, number>> = { USD: 1, EUR: 1.1 };
const ratesSince = '2026-01-01';

/** Everything that the captured story needs of a site, in the order in which one thing refers to another. */
export const demoShop = (company: DemoCompany): readonly WantedDocument[] => [
  {
    doctype: 'UOM',
    name: unit,
    needs: {},
    definition: () => ({ uom_name: unit, must_be_whole_number: 1 }),
  },
  ...Object.entries(items).map(([sku, title]) => item(sku, title)),
  account('Freight and Forwarding Charges', company, { root_type: 'Expense' }, {}),
  account(vat, company, { root_type: 'Liability', account_type: 'Tax' }, { account_type: 'Tax' }),
  ...vatRates.map((rate) => taxTemplate(rate, company)),
  {
    doctype: 'Price List',
    name: priceList,
    needs: { enabled: 1, selling: 1 },
    definition: () => ({
      price_list_name: priceList,
      currency: company.currency,
      enabled: 1,
      selling: 1,
    }),
  },
  ...Object.keys(worth)
    .filter((currency) => currency !== company.currency)
    .map((currency) => exchange(currency, company)),
];

/** Not kept in stock, so that no order waits for a warehouse. */
const item = (sku: string, title: string): WantedDocument => ({
  doctype: 'Item',
  name: sku,
  needs: { disabled: 0, has_variants: 0, is_sales_item: 1 },
  definition: async (erpnext): Promise<Fields> => ({
    item_code: sku,
    item_name: title,
    item_group: await rootOf(erpnext, 'Item Group', 'parent_item_group'),
    stock_uom: unit,
    is_stock_item: 0,
  }),
});

const account = (
  called: string,
  company: DemoCompany,
  group: Readonly<Record<string, string>>,
  more: Fields,
): WantedDocument => ({
  doctype: 'Account',
  name: called,
  foundBy: inCompany('account_name', called, company),
  needs: { is_group: 0 },
  definition: async (erpnext): Promise<Fields> => ({
    account_name: called,
    company: company.name,
    parent_account: await accountGroup(erpnext, company, group),
    ...more,
  }),
});

const taxTemplate = (rate: number, company: DemoCompany): WantedDocument => {
  const title = `${vat} ${rate}`;
  return {
    doctype: 'Item Tax Template',
    name: title,
    foundBy: inCompany('title', title, company),
    needs: { disabled: 0 },
    definition: async (erpnext): Promise<Fields> => {
      const [account] = await erpnext.list<{ name: string }>('Account', {
        fields: ['name'],
        filters: inCompany('account_name', vat, company),
        limit: 1,
      });
      if (!account) throw new Error(`there is no account "${vat}" to book it to`);
      return { title, company: company.name, taxes: [{ tax_type: account.name, tax_rate: rate }] };
    },
  };
};

const exchange = (currency: string, company: DemoCompany): WantedDocument => ({
  doctype: 'Currency Exchange',
  name: `${currency} to ${company.currency}`,
  foundBy: [
    ['from_currency', '=', currency],
    ['to_currency', '=', company.currency],
  ],
  needs: {},
  definition: (): Fields => {
    const [from, to] = [worth[currency], worth[company.currency]];
    if (from === undefined || to === undefined)
      throw new Error(
        `nobody here knows what ${currency} is worth in ${company.currency}: enter it in ERPNext`,
      );
    return {
      date: ratesSince,
      from_currency: currency,
      to_currency: company.currency,
      exchange_rate: Number((from / to).toFixed(9)),
    };
  },
});

const inCompany = (field: string, value: string, company: DemoCompany): readonly Filter[] => [
  [field, '=', value],
  ['company', '=', company.name],
];

/** A branch of the chart of accounts to hang an account on. */
const accountGroup = async (
  erpnext: SetupClient,
  company: DemoCompany,
  group: Readonly<Record<string, string>>,
): Promise<string> => {
  const [found] = await erpnext.list<{ name: string }>('Account', {
    fields: ['name'],
    filters: [
      ['company', '=', company.name],
      ['is_group', '=', 1],
      ...Object.entries(group).map(([field, value]): Filter => [field, '=', value]),
    ],
    limit: 1,
  });
  if (found) return found.name;
  throw new Error(`the chart of accounts has no group of ${Object.values(group).join(', ')} to put it in`);
};
