import type { SetupOptions } from './custom-field-setup.js';
import { demoShop, type DemoCompany } from './demo-shop.js';
import { setUpDocuments } from './document-setup.js';
import type { Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';

export interface DemoSetupOptions extends SetupOptions {
  /** Which company sells, on a site that has several. */
  readonly company?: string | undefined;
}

/** Makes what the orders of the captured shop refer to, for a site that is to see them. */
export const setUpDemoShop = async (
  erpnext: SetupClient,
  { company, dryRun }: DemoSetupOptions,
): Promise<Finding[]> => setUpDocuments(erpnext, demoShop(await sellerOf(erpnext, company)), { dryRun });

const sellerOf = async (erpnext: SetupClient, called: string | undefined): Promise<DemoCompany> => {
  const companies = await erpnext.list<{ name: string; default_currency: string }>('Company', {
    fields: ['name', 'default_currency'],
    ...(called === undefined ? {} : { filters: [['name', '=', called]] }),
  });
  const [company] = companies;
  if (company && companies.length === 1) return { name: company.name, currency: company.default_currency };
  throw new Error(
    called === undefined
      ? `the site has ${companies.length} companies: say by ERPNEXT_COMPANY which one sells`
      : `there is no company "${called}" (ERPNEXT_COMPANY)`,
  );
};
