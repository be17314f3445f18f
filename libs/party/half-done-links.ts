import type { ErpNextClient, ErpNextDocument } from '#libs/erpnext/erpnext-client.js';

export interface HalfDoneLink {
  readonly medusaId: string;
  readonly customer: string;
}

const mostNames = 100;

/** Links that were cut off, or made by the button of a form, which leaves the rest to others. */
export const halfDoneLinks = async (erpnext: ErpNextClient): Promise<HalfDoneLink[]> => [
  ...(await openCustomers(erpnext)),
  ...(await openBuyers(erpnext)),
];

/** The Lead is Converted last. */
const openCustomers = async (erpnext: ErpNextClient): Promise<HalfDoneLink[]> => {
  const customers = await erpnext.list<ErpNextDocument>('Customer', {
    fields: ['name', 'medusa_id', 'lead_name'],
    filters: [
      ['medusa_id', 'is', 'set'],
      ['lead_name', 'is', 'set'],
    ],
  });
  const leads = customers.map(({ lead_name }) => String(lead_name));
  const open = new Set<string>();
  for (let from = 0; from < leads.length; from += mostNames) {
    const rows = await erpnext.list<ErpNextDocument>('Lead', {
      fields: ['name'],
      filters: [
        ['name', 'in', leads.slice(from, from + mostNames)],
        ['status', '!=', 'Converted'],
      ],
    });
    for (const { name } of rows) open.add(name);
  }
  return customers
    .filter(({ lead_name }) => open.has(String(lead_name)))
    .map(({ name, medusa_id }) => ({ medusaId: String(medusa_id), customer: name }));
};

/** The Lead of a further buyer names its Customer, and then is Converted. */
const openBuyers = async (erpnext: ErpNextClient): Promise<HalfDoneLink[]> => {
  const buyers = await erpnext.list<ErpNextDocument>('Contact', {
    fields: ['name', 'medusa_id', 'links.link_name'],
    filters: [
      ['medusa_id', 'is', 'set'],
      ['Dynamic Link', 'link_doctype', '=', 'Customer'],
    ],
    orderBy: '`tabContact`.creation asc',
  });
  const ids = buyers.map(({ medusa_id }) => String(medusa_id));
  const named = new Map<string, unknown>();
  for (let from = 0; from < ids.length; from += mostNames) {
    const rows = await erpnext.list<ErpNextDocument>('Lead', {
      fields: ['name', 'medusa_id', 'customer', 'status'],
      filters: [['medusa_id', 'in', ids.slice(from, from + mostNames)]],
    });
    for (const { medusa_id, customer, status } of rows)
      named.set(String(medusa_id), status === 'Converted' ? customer : undefined);
  }
  return buyers
    .filter(({ medusa_id, link_name }) => {
      const id = String(medusa_id);
      return named.has(id) && named.get(id) !== link_name;
    })
    .map(({ medusa_id, link_name }) => ({ medusaId: String(medusa_id), customer: String(link_name) }));
};
