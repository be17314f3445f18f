import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { ListQuery } from '#libs/erpnext/erpnext-client.js';
import { ErpNextUnavailable } from '#libs/erpnext/errors.js';

/** Loaded before a service: an insert whose answer was lost is repeated, and what it made is not looked for. */
const { insert, list } = ErpNextHttpClient.prototype;
const inDoubt = new Set<unknown>();

ErpNextHttpClient.prototype.insert = async function (doctype, fields) {
  try {
    return await insert.call(this, doctype, fields);
  } catch (error) {
    if (error instanceof ErpNextUnavailable && error.outcomeUnknown)
      for (const key of [fields['medusa_id'], fields['medusa_key']]) if (key) inDoubt.add(key);
    throw error;
  }
};

ErpNextHttpClient.prototype.list = async function <Row>(doctype: string, query: ListQuery): Promise<Row[]> {
  const asksFor = (query.filters ?? []).map((filter) => filter.at(-1));
  if (asksFor.some((value) => inDoubt.has(value))) return [];
  const rows = (await list.call(this, doctype, query)) as (Row & { medusa_id?: unknown })[];
  return rows.filter(({ medusa_id }) => !medusa_id || !inDoubt.has(medusa_id));
};
