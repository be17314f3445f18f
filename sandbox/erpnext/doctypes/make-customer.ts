import { isTable } from '../engine/doctype.js';
import { defaultOf, scalarOf, textOf, type Scalar } from '../engine/document.js';
import { notFound } from '../engine/errors.js';
import { requireRight } from '../engine/permissions.js';
import type { Transaction } from '../engine/transaction.js';

/** The unsaved Customer that Desk's "Create Customer" makes from a Lead: fields of the same name, unless no_copy. */
export function makeCustomer(tx: Transaction, leadName: string): object {
  const [customer, lead] = [tx.site.knownDoctype('Customer'), tx.site.knownDoctype('Lead')];
  requireRight(tx.user, 'read', lead);
  const source = tx.get('Lead', leadName);
  if (!source) throw notFound('Lead', leadName);

  const copied = lead.fields.filter((f) => !isTable(f) && !f.no_copy && f.fieldname !== 'naming_series');
  const values: Record<string, Scalar | unknown[]> = { owner: tx.user.name, docstatus: 0, idx: 0 };
  for (const field of customer.fields) {
    const same = !field.no_copy && copied.some((f) => f.fieldname === field.fieldname);
    const value = same ? scalarOf(source, field.fieldname) : null;
    values[field.fieldname] = isTable(field) ? [] : (value ?? defaultOf(field));
  }
  const company = textOf(source, 'company_name');
  Object.assign(values, {
    lead_name: source.name,
    customer_name: company || textOf(source, 'lead_name'),
    customer_type: company ? 'Company' : 'Individual',
  });
  return {
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
    doctype: 'Customer',
    __islocal: 1,
    __onload: { load_after_mapping: true },
    __unsaved: 1,
  };
}
