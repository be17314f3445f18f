import { expect } from 'chai';
import type { ErpNextClient, ListQuery } from '#libs/erpnext/erpnext-client.js';
import { CurrencyUnknown, TaxUnknown } from '../../../../../services/quotation-service/content/errors.js';
import {
  Bookkeeping,
  type BookkeepingRules,
} from '../../../../../services/quotation-service/site/bookkeeping.js';

const rules: BookkeepingRules = {
  company: 'Medusa Trading',
  companyOfChannel: new Map([['sc_2', 'Medusa Europe']]),
  freightAccount: 'Freight',
  taxAccounts: new Map([
    ['vat-de', 'VAT 19'],
    ['7', 'VAT 7 - MT'],
    ['*', 'VAT'],
  ]),
  itemTaxTemplates: new Map([['7', 'Reduced']]),
  priceLists: new Map([
    ['EUR', 'Webshop'],
    ['*', 'Standard Selling'],
  ]),
  exchangeRates: new Map([['EUR', 1.1]]),
};

const accounts = ['Freight', 'VAT 19', 'VAT 7', 'VAT'].flatMap((account_name) =>
  [
    ['Medusa Trading', 'MT'],
    ['Medusa Europe', 'ME'],
  ].map(([company = '', abbr = '']) => ({ name: `${account_name} - ${abbr}`, account_name, company })),
);
const site: Readonly<Record<string, object[]>> = {
  Company: [
    { name: 'Medusa Trading', default_currency: 'USD' },
    { name: 'Medusa Europe', default_currency: 'EUR' },
  ],
  Account: accounts,
  'Item Tax Template': [{ name: 'Reduced - MT', title: 'Reduced', company: 'Medusa Trading' }],
  'Price List': [
    { name: 'Standard Selling', currency: 'USD' },
    { name: 'Webshop', currency: 'EUR' },
  ],
  'Currency Exchange': [],
};

const booksOf = (
  documents: Readonly<Record<string, object[]>> = {},
  more: Partial<BookkeepingRules> = {},
) => {
  const asked: string[] = [];
  const erpnext = {
    list: (doctype: string, query: ListQuery) => {
      asked.push(`${doctype} ${JSON.stringify(query.filters ?? [])}`);
      return Promise.resolve({ ...site, ...documents }[doctype] ?? []);
    },
  } as unknown as ErpNextClient;
  return { bookkeeping: new Bookkeeping(erpnext, { ...rules, ...more }), asked };
};
const webshop = { id: 'sc_1', name: 'Webshop' };
const errorOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('The bookkeeping', () => {
  it('finds accounts by the code of a tax, by its rate, else the one for all others', async () => {
    const books = await booksOf().bookkeeping.of(webshop);

    expect(books).to.include({ company: 'Medusa Trading', freightAccount: 'Freight - MT' });
    expect(
      [
        { rate: 19, code: 'vat-de' },
        { rate: 7, code: 'vat-fr' },
        { rate: 20, code: null },
      ].map((tax) => books.taxAccount(tax)),
    ).to.deep.equal(['VAT 19 - MT', 'VAT 7 - MT', 'VAT - MT']);
    expect(books.itemTaxTemplate(7)).to.equal('Reduced - MT');
  });

  it('finds the accounts of the company that sells in a channel', async () => {
    const books = await booksOf().bookkeeping.of({ id: 'sc_2', name: 'Outlet' });

    expect(books).to.include({ company: 'Medusa Europe', freightAccount: 'Freight - ME' });
    expect(books.taxAccount({ rate: 20, code: null })).to.equal('VAT - ME');
  });

  it('guesses no account and no template', async () => {
    const { bookkeeping } = booksOf({}, { taxAccounts: new Map() });
    const books = await bookkeeping.of(webshop);

    expect(errorOf(() => books.taxAccount({ rate: 19, code: null }))).to.be.instanceOf(TaxUnknown);
    expect(errorOf(() => books.itemTaxTemplate(5))).to.be.instanceOf(TaxUnknown);
  });

  describe('knows what a currency is worth', () => {
    it('in the company’s own', async () => {
      const books = await booksOf().bookkeeping.of(webshop);

      expect(await books.pricing('USD')).to.deep.equal({
        priceList: 'Standard Selling',
        conversionRate: 1,
        priceListRate: 1,
      });
    });

    it('as it is configured', async () => {
      const books = await booksOf().bookkeeping.of(webshop);

      expect(await books.pricing('EUR')).to.deep.equal({
        priceList: 'Webshop',
        conversionRate: 1.1,
        priceListRate: 1.1,
      });
    });

    it('else as ERPNext says last', async () => {
      const { bookkeeping, asked } = booksOf({ 'Currency Exchange': [{ exchange_rate: 1.3 }] });

      expect(await (await bookkeeping.of(webshop)).pricing('GBP')).to.include({ conversionRate: 1.3 });
      expect(asked.at(-1)).to.equal(
        'Currency Exchange [["from_currency","=","GBP"],["to_currency","=","USD"]]',
      );
    });

    it('or not at all', async () => {
      const books = await booksOf().bookkeeping.of(webshop);

      expect(await books.pricing('GBP').catch((error: unknown) => error)).to.be.instanceOf(CurrencyUnknown);
    });
  });

  it('has no problems where everything is there', async () => {
    const everything = { itemTaxTemplates: new Map(), taxAccounts: new Map([['*', 'VAT']]) };

    expect(await booksOf({}, everything).bookkeeping.problems()).to.deep.equal([]);
  });

  it('names every problem at once, with the variable that causes it', async () => {
    const { bookkeeping } = booksOf({ Account: [], 'Price List': [], 'Item Tax Template': [] });

    expect(await bookkeeping.problems()).to.include.members([
      'Account "Freight" of Medusa Trading (ERPNEXT_FREIGHT_ACCOUNT)',
      'Account "VAT 19" of Medusa Europe (ERPNEXT_TAX_ACCOUNTS)',
      'Item Tax Template "Reduced" of Medusa Trading (ERPNEXT_ITEM_TAX_TEMPLATES)',
      'Price List "Webshop" (ERPNEXT_PRICE_LISTS)',
    ]);
  });

  it('takes the only company of a site, and asks which of several', async () => {
    const unnamed = { company: undefined, companyOfChannel: new Map<string, string>() };
    const { bookkeeping } = booksOf({ Company: [{ name: 'One', default_currency: 'USD' }] }, unnamed);

    expect(await bookkeeping.of(webshop)).to.include({ company: 'One' });
    expect((await booksOf({}, unnamed).bookkeeping.problems())[0]).to.include('ERPNEXT_COMPANY');
    expect((await booksOf({}, { company: 'Nobody' }).bookkeeping.problems())[0]).to.equal(
      'Company "Nobody" (ERPNEXT_COMPANY, ERPNEXT_CHANNEL_COMPANIES)',
    );
  });
});
