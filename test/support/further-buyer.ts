import type { ErpNextSite } from './erpnext-site.js';

/** Makes the Customer ACME, which stands for `cus_first`, and the Contact of its further buyer, `cus_second`. */
export const furtherBuyer = async ({ admin }: ErpNextSite): Promise<void> => {
  await admin.insert('Customer', {
    customer_name: 'ACME',
    customer_type: 'Company',
    medusa_id: 'cus_first',
  });
  await admin.insert('Contact', {
    first_name: 'Anneliese',
    medusa_id: 'cus_second',
    email_ids: [{ email_id: 'a@acme.example', is_primary: 1 }],
    links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
  });
};
