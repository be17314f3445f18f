import type { CustomField } from '#libs/erpnext/custom-fields.js';
import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { orFailed, type Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';
import { UniqueColumn } from './unique-column.js';

/** After which of its own fields a form shows the first of ours. */
const firstAfter: Readonly<Record<string, string>> = {
  Lead: 'title',
  Customer: 'customer_name',
  Contact: 'company_name',
  Address: 'address_title',
  Quotation: 'party_name',
  'Quotation Item': 'item_name',
  'Sales Order': 'customer',
  'Sales Order Item': 'item_name',
};

const flags = [
  'unique',
  'search_index',
  'hidden',
  'in_standard_filter',
  'allow_on_submit',
  'read_only',
  'no_copy',
  'print_hide',
] as const;

type Flags = Readonly<Record<(typeof flags)[number], 0 | 1>>;

interface Existing extends Flags {
  readonly name: string;
  readonly fieldtype: string;
  readonly creation: string;
  readonly modified: string;
}

export interface SetupOptions {
  readonly dryRun: boolean;
}

/** Makes the Custom Fields that are missing and mends those that are different, as far as that is safe. */
export const setUpCustomFields = async (
  erpnext: SetupClient,
  fields: readonly CustomField[],
  { dryRun }: SetupOptions,
): Promise<Finding[]> => {
  const existing = await existingFields(erpnext, fields);

  const make = async (field: CustomField, index: number): Promise<Finding> => {
    if (dryRun) return { ...thing(field), state: 'would be made' };
    try {
      await erpnext.insert('Custom Field', definitionOf(field, fields[index - 1]));
    } catch (error) {
      // A field that was deleted once has left its column with its values. When these can't be unique, ERPNext refuses,
      // but only after it has made the field.
      const there = (await existingFields(erpnext, [field])).get(nameOf(field));
      if (!there) throw error;
      return compare(field, { ...there, modified: 'just now' });
    }
    return { ...thing(field), state: 'made' };
  };

  const compare = async (field: CustomField, there: Existing): Promise<Finding> => {
    if (there.fieldtype !== field.fieldtype) {
      const detail = `it is a ${there.fieldtype}, not a ${field.fieldtype}; rename or delete it in ERPNext (Customize Form), its content is not ours to convert`;
      return { ...thing(field), state: 'differs', detail };
    }
    const changes = changedFlags(field, there);
    // Made unique with its column, it has its index. Set later, only the flag may stand: saved again, ERPNext makes
    // what the table misses.
    const indexIsSure = !field.unique || there.creation === there.modified;
    if (changes.length === 0 && indexIsSure) return { ...thing(field), state: 'already there' };

    const column = new UniqueColumn(erpnext, field);
    const conflict = field.unique && (await column.conflict());
    if (conflict) {
      // Two documents that share a value prove that there is no index, whatever the field says.
      if (there.unique === 1 && !dryRun) await erpnext.update('Custom Field', there.name, { unique: 0 });
      return { ...thing(field), state: 'differs', detail: conflict };
    }
    const blanks = field.unique ? await column.blanks() : [];

    if (!dryRun) {
      await column.clear(blanks);
      await erpnext.update('Custom Field', there.name, flagsOf(field));
    }
    if (changes.length === 0 && blanks.length === 0) return { ...thing(field), state: 'already there' };
    const was = [
      ...changes,
      ...(blanks.length > 0 ? [`${blanks.length} empty texts instead of no value`] : []),
    ];
    return { ...thing(field), state: dryRun ? 'would be mended' : 'mended', detail: was.join(', ') };
  };

  const findings: Finding[] = [];
  // One after the other: each change of a table waits for the one before anyway.
  for (const [index, field] of fields.entries()) {
    const there = existing.get(nameOf(field));
    findings.push(await orFailed(thing(field), () => (there ? compare(field, there) : make(field, index))));
  }
  return findings;
};

const nameOf = ({ doctype, fieldname }: CustomField) => `${doctype}-${fieldname}`;

const thing = (field: CustomField) => ({ kind: 'Custom Field', name: nameOf(field) });

const existingFields = async (erpnext: SetupClient, fields: readonly CustomField[]) => {
  const rows = await erpnext.list<Existing>('Custom Field', {
    fields: ['name', 'fieldtype', 'creation', 'modified', ...flags],
    filters: [['name', 'in', fields.map(nameOf)]],
  });
  return new Map(rows.map((row) => [row.name, row]));
};

const flagsOf = (field: CustomField): Flags => ({
  unique: field.unique ? 1 : 0,
  search_index: field.indexed ? 1 : 0,
  hidden: field.hidden ? 1 : 0,
  in_standard_filter: field.filter ? 1 : 0,
  allow_on_submit: field.afterSubmit ? 1 : 0,
  read_only: 1,
  no_copy: 1,
  print_hide: 1,
});

const changedFlags = (field: CustomField, there: Flags): string[] => {
  const wanted = flagsOf(field);
  return flags
    .filter((flag) => (there[flag] ?? 0) !== wanted[flag])
    .map((flag) => `${flag} was ${there[flag] ?? 0}`);
};

const definitionOf = (field: CustomField, before: CustomField | undefined): Fields => ({
  dt: field.doctype,
  fieldname: field.fieldname,
  label: field.label,
  fieldtype: field.fieldtype,
  insert_after: before?.doctype === field.doctype ? before.fieldname : (firstAfter[field.doctype] ?? ''),
  ...flagsOf(field),
});
