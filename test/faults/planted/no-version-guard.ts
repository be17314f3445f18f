import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { ListQuery } from '#libs/erpnext/erpnext-client.js';

/** Loaded before a service: it never learns which version ERPNext has, so every record is news. */
const { get, list } = ErpNextHttpClient.prototype;
const unknown = { medusa_updated_at: null, medusa_quote_updated_at: null };

ErpNextHttpClient.prototype.get = async function (doctype, name) {
  return { ...(await get.call(this, doctype, name)), ...unknown };
};

ErpNextHttpClient.prototype.list = async function <Row>(doctype: string, query: ListQuery): Promise<Row[]> {
  const rows = (await list.call(this, doctype, query)) as Row[];
  return rows.map((row) => ({ ...row, ...unknown }));
};
