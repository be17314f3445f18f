/** What a DocType is: data, so that a Custom Field is one more entry and a new DocType one more list. */
export interface DocType {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly naming?: Naming;
  /** Role to rights: r(ead), w(rite), c(reate), d(elete). Administrator may do everything. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly kind?: 'document' | 'child' | 'single';
  readonly submittable?: boolean;
  /** The field whose value stands in `link_title` of a Dynamic Link to such a document. */
  readonly titleField?: string;
}

export type Naming =
  { by: 'series'; series: string } | { by: 'field'; field: string } | { by: 'prompt' } | { by: 'hash' };

export interface Field {
  readonly fieldname: string;
  readonly fieldtype: string;
  readonly label: string;
  /** Of a Link or Table the DocType, of a Select its values by line, of a Data its format (Email, Phone). */
  readonly options?: string;
  readonly default?: string | number;
  readonly reqd?: boolean;
  readonly unique?: boolean;
  readonly search_index?: boolean;
  readonly no_copy?: boolean;
  readonly allow_on_submit?: boolean;
  readonly length?: number;
  /** A role without which what is sent is silently dropped (permlevel 1). */
  readonly writable_by?: string;
  /** A Link with fetch dependents: ERPNext 15 does not notice that its target is missing. */
  readonly unchecked?: boolean;
  /** `link_field.field`: taken from the linked document at each save. */
  readonly fetch_from?: string;
}

export type FieldOptions = Partial<Omit<Field, 'fieldname' | 'fieldtype'>>;

export const field = (fieldtype: string, fieldname: string, more: FieldOptions = {}): Field => ({
  fieldname,
  fieldtype,
  label: titled(fieldname),
  ...more,
});

export const data = (fieldname: string, more?: FieldOptions) => field('Data', fieldname, more);
export const check = (fieldname: string, more?: FieldOptions) => field('Check', fieldname, more);
export const float = (fieldname: string, more?: FieldOptions) => field('Float', fieldname, more);
export const text = (fieldname: string, more?: FieldOptions) => field('Text', fieldname, more);
export const email = (fieldname: string, more?: FieldOptions) =>
  data(fieldname, { options: 'Email', ...more });
export const phone = (fieldname: string, more?: FieldOptions) =>
  data(fieldname, { options: 'Phone', ...more });
export const link = (fieldname: string, options: string, more?: FieldOptions) =>
  field('Link', fieldname, { options, ...more });
export const table = (fieldname: string, options: string, more?: FieldOptions) =>
  field('Table', fieldname, { options, ...more });
export const select = (fieldname: string, values: readonly string[], more?: FieldOptions) =>
  field('Select', fieldname, { options: values.join('\n'), ...more });

/** The columns every document has, of any DocType. */
export const standardFields: readonly Field[] = [
  data('name'),
  data('owner'),
  field('Datetime', 'creation'),
  field('Datetime', 'modified'),
  data('modified_by'),
  field('Int', 'docstatus'),
  field('Int', 'idx'),
];

export const childFields: readonly Field[] = [data('parent'), data('parentfield'), data('parenttype')];

export const isTable = (f: Field) => f.fieldtype === 'Table';
const numericTypes = new Set(['Check', 'Int', 'Float', 'Currency', 'Percent']);
export const isNumeric = (f: Field) => numericTypes.has(f.fieldtype);

function titled(fieldname: string): string {
  return fieldname
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
