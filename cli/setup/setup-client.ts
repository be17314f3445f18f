import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';

/** As much of ERPNext as setup needs, with an administrator's rights. */
export type SetupClient = Pick<ErpNextClient, 'list' | 'insert' | 'update'>;
