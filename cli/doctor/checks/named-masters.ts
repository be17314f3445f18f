import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, wrong, type Check } from '../finding.js';

export interface NamedTerritory {
  readonly variable: string;
  readonly territory: string;
}

/** A Lead or a Customer with an unknown Territory is refused. */
export const territoriesCheck = (erpnext: ErpNextClient, named: readonly NamedTerritory[]): Check => ({
  name: 'Territories',
  async run() {
    if (named.length === 0) return [];
    const rows = await erpnext.list<{ name: string }>('Territory', {
      fields: ['name'],
      filters: [['name', 'in', named.map(({ territory }) => territory)]],
    });
    const there = rows.map(({ name }) => name);
    const missing = named.filter(({ territory }) => !there.includes(territory));
    if (missing.length === 0) return [fine('the Territories of the configuration are there')];
    return missing.map(({ variable, territory }) =>
      wrong(
        `${variable} names the Territory "${territory}", which ERPNext does not have`,
        'Correct the name, or add it: ERPNext › Territory › New.',
      ),
    );
  },
});

export const leadOwnerCheck = (admin: ErpNextClient, leadOwner: string): Check => ({
  name: 'Owner of new Leads',
  async run() {
    const [user] = await admin.list<{ enabled?: number }>('User', {
      fields: ['name', 'enabled'],
      filters: [['name', '=', leadOwner]],
    });
    if (user?.enabled === 1) return [fine('ERPNEXT_LEAD_OWNER is a user of ERPNext')];
    return [
      wrong(
        'ERPNEXT_LEAD_OWNER is no enabled user of ERPNext: each new Lead is refused',
        'Correct it, or leave it empty: then the integration user owns new Leads.',
      ),
    ];
  },
});
