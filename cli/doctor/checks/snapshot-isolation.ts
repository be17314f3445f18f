import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, type Check } from '../finding.js';

/**
 * MariaDB from 11.6.2 refuses overlapping writes (error 1020) where older ones let them wait. REST does not tell the
 * variable, but ERPNext keeps the errors that follow from it.
 */
export const snapshotIsolationCheck = (admin: ErpNextClient): Check => ({
  name: 'Database',
  async run() {
    const seen = await admin.list<{ creation: string }>('Error Log', {
      fields: ['creation'],
      filters: [['error', 'like', '%Record has changed since last read%']],
      orderBy: 'creation desc',
      limit: 1,
    });
    const [last] = seen;
    if (last === undefined)
      return [fine('no write was refused by innodb_snapshot_isolation, as far as the Error Log tells')];
    return [
      warning(
        `MariaDB runs with innodb_snapshot_isolation=ON: writes that overlap are refused instead of waiting (last seen ${last.creation.slice(0, 16)}); nothing is lost, but much is tried again`,
        'SET GLOBAL innodb_snapshot_isolation=OFF; and innodb_snapshot_isolation=OFF under [mariadb] in its configuration. If that is not yours to change: ERPNEXT_MAX_IN_FLIGHT=1 for each service.',
      ),
    ];
  },
});
