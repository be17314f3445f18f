import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** ERPNext ships 250, each with its ISO code. */
const fewest = 200;

/** The shop says `de`, ERPNext files under "Germany": the code is how one is found from the other. */
export const countriesCheck = (erpnext: ErpNextClient): Check => ({
  name: 'Countries',
  async run() {
    const countries = await erpnext.list<{ name: string; code?: string | null }>('Country', {
      fields: ['name', 'code'],
      orderBy: 'name asc',
    });
    const findings: Finding[] = countries
      .filter(({ code }) => !code?.trim())
      .map(({ name }) =>
        wrong(
          `Country ${name} has no code: addresses there are parked as COUNTRY_UNKNOWN`,
          `ERPNext › Country › ${name}: enter the two letters of ISO 3166 as Code, in lower case.`,
        ),
      );
    for (const [code, names] of shared(countries)) {
      findings.push(
        wrong(
          `${names.join(' and ')} share the code ${code}`,
          `ERPNext › Country: correct the Code of all but one of them.`,
        ),
      );
    }
    if (countries.length < fewest) {
      findings.push(
        warning(
          `there are only ${countries.length} Countries: addresses in any other are parked as COUNTRY_UNKNOWN`,
          'Add those that the shop delivers to: ERPNext › Country › New, with their Code.',
        ),
      );
    }
    return findings.length > 0 ? findings : [fine(`${countries.length} Countries with their code`)];
  },
});

const shared = (countries: readonly { name: string; code?: string | null }[]) => {
  const names = new Map<string, string[]>();
  for (const { name, code } of countries) {
    const key = code?.trim().toLowerCase() ?? '';
    if (key !== '') names.set(key, [...(names.get(key) ?? []), name]);
  }
  return [...names].filter(([, same]) => same.length > 1);
};
