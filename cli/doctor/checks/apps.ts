import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

interface App {
  readonly version?: string;
}

/** The version that Isthmus was tried on, and apps that would act on what it writes. */
export const appsCheck = (erpnext: ErpNextClient): Check => ({
  name: 'Apps of the site',
  async run() {
    const apps = (await erpnext.call('frappe.utils.change_log.get_versions')) as Readonly<
      Record<string, App>
    >;
    const { version = 'unknown' } = apps['erpnext'] ?? {};
    const findings: Finding[] = [
      version.startsWith('15.')
        ? fine(`ERPNext ${version}`)
        : warning(
            `ERPNext is ${version}; Isthmus was tried on 15 only`,
            'Try it on a copy of the site first: `npm test` with ERPNEXT_URL set.',
          ),
    ];
    if ('medusa_integration' in apps) {
      findings.push(
        wrong(
          "aerele's app medusa_integration is installed: its hooks send back to the shop what Isthmus writes",
          'bench --site <site> uninstall-app medusa_integration',
        ),
      );
    }
    return findings;
  },
});
