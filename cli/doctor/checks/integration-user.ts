import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { CredentialsRefused, ErpNextForbidden } from '#libs/erpnext/errors.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** Without Sales Manager, ERPNext silently drops `ignore_pricing_rule`, and a Pricing Rule changes the shop's prices. */
const neededRoles = ['Sales User', 'Sales Manager'];

const readDoctypes = [
  ...['Lead', 'Customer', 'Contact', 'Address', 'Quotation', 'Sales Order'],
  ...['Country', 'Customer Group', 'Lead Source', 'Item', 'Price List', 'Company'],
];

export interface IntegrationUserSites {
  readonly erpnext: ErpNextClient;
  /** Only an administrator may read which roles a user has. */
  readonly admin: ErpNextClient | undefined;
}

/** Who ERPNEXT_API_KEY is, and whether that user may do what the services do. */
export const integrationUserCheck = ({ erpnext, admin }: IntegrationUserSites): Check => ({
  name: 'Integration user',
  async run() {
    const user = String(await erpnext.call('frappe.auth.get_logged_user'));
    const findings: Finding[] = [];
    if (user === 'Administrator') {
      findings.push(
        warning(
          'ERPNEXT_API_KEY is the Administrator: nobody can tell its writes from a person’s, and no right protects the site',
          'Make a user for Isthmus with the roles Sales User and Sales Manager (ERPNext › User › New), generate its keys there (Settings › API Access) and set ERPNEXT_API_KEY and ERPNEXT_API_SECRET.',
        ),
      );
    }
    const forbidden = await forbiddenTo(erpnext);
    if (forbidden.length > 0) {
      findings.push(
        wrong(
          `${user} may not read ${forbidden.join(', ')}`,
          `ERPNext › User › ${user} › Roles: tick Sales User and Sales Manager. If they are ticked, lift the restriction in Role Permissions Manager.`,
        ),
      );
    }
    if (admin !== undefined && user !== 'Administrator') findings.push(...(await rolesOf(user, admin)));
    return findings.length === 0 ? [fine(`${user} may do what the services do`)] : findings;
  },
});

const rolesOf = async (user: string, admin: ErpNextClient): Promise<Finding[]> => {
  const { roles } = await admin.get('User', user).catch(hidden);
  if (roles === undefined) return [];
  const held = (Array.isArray(roles) ? (roles as { role?: string }[]) : []).map(({ role }) => role);
  const missing = neededRoles.filter((role) => !held.includes(role));
  return missing.length === 0
    ? []
    : [
        wrong(
          `${user} lacks the role ${missing.join(' and the role ')}`,
          `ERPNext › User › ${user} › Roles: tick ${missing.join(' and ')}.`,
        ),
      ];
};

/** An administrator who is none is told of by a check of its own. */
const hidden = (error: unknown): { roles?: unknown } => {
  if (error instanceof CredentialsRefused || error instanceof ErpNextForbidden) return {};
  throw error;
};

const forbiddenTo = async (erpnext: ErpNextClient): Promise<string[]> => {
  const forbidden: string[] = [];
  for (const doctype of readDoctypes) {
    try {
      await erpnext.list(doctype, { fields: ['name'], limit: 1 });
    } catch (error) {
      if (!(error instanceof ErpNextForbidden)) throw error;
      forbidden.push(doctype);
    }
  }
  return forbidden;
};
