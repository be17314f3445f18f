import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ErpNextNotSetUp } from '#libs/erpnext/errors.js';
import type { Books, Pricing, Tax } from '../content/books.js';
import { CurrencyUnknown, TaxUnknown } from '../content/errors.js';

/** What the site's people say of their books. Accounts and templates by name, or by the name they have in every company. */
export interface BookkeepingRules {
  /** The company that sells; undefined when the site has only one. */
  readonly company: string | undefined;
  /** Another company for a sales channel, by its id or name. */
  readonly companyOfChannel: ReadonlyMap<string, string>;
  readonly freightAccount: string;
  /** By Medusa's code of the tax or by rate, `*` for any other. */
  readonly taxAccounts: ReadonlyMap<string, string>;
  /** By rate. */
  readonly itemTaxTemplates: ReadonlyMap<string, string>;
  /** By currency, `*` for any other. */
  readonly priceLists: ReadonlyMap<string, string>;
  /** By currency: what one unit is worth in the company's. */
  readonly exchangeRates: ReadonlyMap<string, number>;
}

export interface SalesChannel {
  readonly id: string | null;
  readonly name: string | null;
}

interface Company {
  readonly name: string;
  readonly default_currency: string;
}

interface Named {
  readonly name: string;
  readonly called: string;
  readonly company: string;
}

interface Site {
  readonly companies: readonly Company[];
  readonly accounts: readonly Named[];
  readonly templates: readonly Named[];
  readonly priceLists: readonly { readonly name: string; readonly currency: string }[];
}

/** The books of each company that sells, with every configured name found on the site. */
export class Bookkeeping {
  private reading: Promise<Site> | undefined;

  constructor(
    private readonly erpnext: ErpNextClient,
    private readonly rules: BookkeepingRules,
  ) {}

  async of(channel: SalesChannel): Promise<Books> {
    const site = await this.site();
    const { companyOfChannel } = this.rules;
    const own = companyOfChannel.get(channel.id ?? '') ?? companyOfChannel.get(channel.name ?? '');
    const company = companyCalled(own ?? this.rules.company, site);
    if (company === undefined) throw new ErpNextNotSetUp('ERPNext lacks the Company that sells.');
    return this.booksOf(company, site);
  }

  /** Everything that is configured and not on the site. */
  async problems(): Promise<readonly string[]> {
    // Whoever mends the site expects that it is looked at again.
    this.reading = undefined;
    const site = await this.site();
    const sellers = [this.rules.company, ...this.rules.companyOfChannel.values()];
    const companies = new Set(sellers.map((name) => companyCalled(name, site)));
    return [
      ...sellers.flatMap((name) => companyProblem(name, site)),
      ...[...companies].flatMap((company) => (company === undefined ? [] : this.problemsOf(company, site))),
      ...[...this.rules.priceLists.values()]
        .filter((name) => !site.priceLists.some((list) => list.name === name))
        .map((name) => `Price List "${name}" (ERPNEXT_PRICE_LISTS)`),
    ];
  }

  private problemsOf({ name: company }: Company, { accounts, templates }: Site): string[] {
    const missing = (called: string, among: readonly Named[]) =>
      inCompany(called, company, among) === undefined;
    return [
      ...[this.rules.freightAccount]
        .filter((called) => missing(called, accounts))
        .map((called) => `Account "${called}" of ${company} (ERPNEXT_FREIGHT_ACCOUNT)`),
      ...[...this.rules.taxAccounts.values()]
        .filter((called) => missing(called, accounts))
        .map((called) => `Account "${called}" of ${company} (ERPNEXT_TAX_ACCOUNTS)`),
      ...[...this.rules.itemTaxTemplates.values()]
        .filter((called) => missing(called, templates))
        .map((called) => `Item Tax Template "${called}" of ${company} (ERPNEXT_ITEM_TAX_TEMPLATES)`),
    ];
  }

  private booksOf(company: Company, site: Site): Books {
    const { freightAccount, taxAccounts, itemTaxTemplates } = this.rules;
    return {
      company: company.name,
      freightAccount: inCompany(freightAccount, company.name, site.accounts) ?? freightAccount,
      taxAccount: (tax: Tax) => {
        const called =
          taxAccounts.get(tax.code ?? '') ?? taxAccounts.get(String(tax.rate)) ?? taxAccounts.get('*');
        if (called === undefined)
          throw new TaxUnknown(
            `No account is configured for the tax ${tax.code ?? ''} of ${tax.rate} %: ERPNEXT_TAX_ACCOUNTS.`,
            { rate: tax.rate, code: tax.code },
          );
        return inCompany(called, company.name, site.accounts) ?? called;
      },
      itemTaxTemplate: (rate: number) => {
        const called = itemTaxTemplates.get(String(rate));
        if (called === undefined)
          throw new TaxUnknown(
            `No template is configured for lines taxed at ${rate} %: ERPNEXT_ITEM_TAX_TEMPLATES.`,
            { rate },
          );
        return inCompany(called, company.name, site.templates) ?? called;
      },
      pricing: (currency: string) => this.pricing(currency, company, site),
    };
  }

  private async pricing(currency: string, company: Company, site: Site): Promise<Pricing> {
    const { priceLists } = this.rules;
    const priceList = priceLists.get(currency) ?? priceLists.get('*');
    if (priceList === undefined)
      throw new CurrencyUnknown(`No price list is configured for ${currency}: ERPNEXT_PRICE_LISTS.`, {
        currency,
      });
    const listed =
      site.priceLists.find(({ name }) => name === priceList)?.currency ?? company.default_currency;
    return {
      priceList,
      conversionRate: await this.exchangeRate(currency, company),
      priceListRate: await this.exchangeRate(listed, company),
    };
  }

  /** As configured, else the newest of ERPNext's own. */
  private async exchangeRate(currency: string, { default_currency }: Company): Promise<number> {
    if (currency === default_currency) return 1;
    const configured = this.rules.exchangeRates.get(currency);
    if (configured !== undefined) return configured;
    const [row] = await this.erpnext.list<{ exchange_rate: number }>('Currency Exchange', {
      fields: ['exchange_rate'],
      filters: [
        ['from_currency', '=', currency],
        ['to_currency', '=', default_currency],
      ],
      orderBy: 'date desc',
      limit: 1,
    });
    if (row === undefined)
      throw new CurrencyUnknown(
        `ERPNext has no Currency Exchange from ${currency} to ${default_currency}, and ERPNEXT_EXCHANGE_RATES has none.`,
        { currency },
      );
    return row.exchange_rate;
  }

  private site(): Promise<Site> {
    this.reading ??= this.read().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  private async read(): Promise<Site> {
    const { erpnext, rules } = this;
    const named = async (doctype: string, title: string, wanted: readonly string[]): Promise<Named[]> => {
      if (wanted.length === 0) return [];
      const rows = await erpnext.list<Record<string, string>>(doctype, {
        fields: ['name', title, 'company'],
        orFilters: [
          ['name', 'in', wanted],
          [title, 'in', wanted],
        ],
      });
      return rows.map((row) => ({
        name: row['name'] ?? '',
        called: row[title] ?? '',
        company: row['company'] ?? '',
      }));
    };
    return {
      companies: await erpnext.list<Company>('Company', { fields: ['name', 'default_currency'] }),
      accounts: await named('Account', 'account_name', [rules.freightAccount, ...rules.taxAccounts.values()]),
      templates: await named('Item Tax Template', 'title', [...rules.itemTaxTemplates.values()]),
      priceLists: await erpnext.list('Price List', { fields: ['name', 'currency'] }),
    };
  }
}

/** The one that is called so, or the only one when none is named. */
const companyCalled = (name: string | undefined, { companies }: Site): Company | undefined =>
  name === undefined
    ? companies.length === 1
      ? companies[0]
      : undefined
    : companies.find((company) => company.name === name);

const companyProblem = (name: string | undefined, site: Site): string[] => {
  if (companyCalled(name, site) !== undefined) return [];
  return name === undefined
    ? [`one Company: it has ${site.companies.length}, so ERPNEXT_COMPANY must say which one sells`]
    : [`Company "${name}" (ERPNEXT_COMPANY, ERPNEXT_CHANNEL_COMPANIES)`];
};

/** By its full name, or by the name that it has in each company's books. */
const inCompany = (called: string, company: string, among: readonly Named[]): string | undefined =>
  among.find((each) => each.company === company && (each.name === called || each.called === called))?.name;
