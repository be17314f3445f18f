import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { CredentialsRefused, ErpNextForbidden } from '#libs/erpnext/errors.js';
import { fine, wrong, type Check } from '../finding.js';

/** Whether ERPNEXT_ADMIN_API_KEY may read what only an administrator may. */
export const administratorCheck = (admin: ErpNextClient): Check => ({
  name: 'Administrator',
  async run() {
    try {
      await admin.list('Custom Field', { fields: ['name'], limit: 1 });
      return [fine('ERPNEXT_ADMIN_API_KEY is a System Manager')];
    } catch (error) {
      if (error instanceof CredentialsRefused) {
        return [
          wrong(
            'ERPNext does not accept ERPNEXT_ADMIN_API_KEY and ERPNEXT_ADMIN_API_SECRET',
            'ERPNext › User › your user › Settings › API Access: Generate Keys, and set both.',
          ),
        ];
      }
      if (!(error instanceof ErpNextForbidden)) throw error;
      return [
        wrong(
          'the user of ERPNEXT_ADMIN_API_KEY is no System Manager',
          'Take the keys of one who is, or give that user the role: ERPNext › User › Roles.',
        ),
      ];
    }
  },
});

/** What a refused administrator can not see was told already. */
export const asAdministrator = (check: Check): Check => ({
  name: check.name,
  async run() {
    try {
      return await check.run();
    } catch (error) {
      if (error instanceof CredentialsRefused || error instanceof ErpNextForbidden) return [];
      throw error;
    }
  },
});
