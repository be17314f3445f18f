import type { ChildRow, ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Link } from './address-look-up.js';

/**
 * Makes an Address belong to its party. While a Lead is being converted, ERPNext links those Addresses to the Customer
 * that exist at that moment; one that is being written just then would be left behind.
 */
export const ensureLinked = async (
  erpnext: ErpNextClient,
  name: string,
  { link_doctype, link_name }: Link,
): Promise<void> => {
  const address = await erpnext.get('Address', name);
  const links = (Array.isArray(address['links']) ? (address['links'] as ChildRow[]) : []).map((row) => ({
    link_doctype: row['link_doctype'] ?? null,
    link_name: row['link_name'] ?? null,
  }));
  if (links.some((link) => link.link_doctype === link_doctype && link.link_name === link_name)) return;
  await erpnext.update('Address', name, {
    links: [...links, { link_doctype, link_name }],
    modified: address.modified,
  });
};
