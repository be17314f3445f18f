import type { ErpNextSite } from './erpnext-site.js';

const doctypes = ['Lead', 'Customer', 'Contact', 'Address'];

export const everything = (site: ErpNextSite): Record<string, unknown> =>
  Object.fromEntries(doctypes.map((doctype) => [doctype, site.sandbox.documents(doctype)]));

/** What people see: without times, and without the names that a row of a table happens to have. */
export const content = (site: ErpNextSite): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(everything(site), (key, value: unknown) =>
      ['modified', 'creation', 'modified_by'].includes(key) || value === null || value === ''
        ? undefined
        : isRow(value)
          ? { ...value, name: undefined, owner: undefined }
          : value,
    ),
  ) as Record<string, unknown>;

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && 'parentfield' in value;

/** Which address is preferred is not taken back: nobody knows what it would be by now. */
export const withoutFlags = (documents: Record<string, unknown>): unknown =>
  JSON.parse(JSON.stringify(documents, (key, value: unknown) => (key.startsWith('is_') ? undefined : value)));
