import type { ErpNextDocument } from '#libs/erpnext/erpnext-client.js';

type Row = Readonly<Record<string, unknown>>;

/** By account, the rate that the template of a line sets in place of the row's own. */
export type TemplateRates = (template: string) => Promise<ReadonlyMap<string, number>>;

export const isOrder = (doctype: string): boolean => ['Quotation', 'Sales Order'].includes(doctype);

/** What ERPNext works out of an order that is written: names of lines, amounts, totals, status. */
export const workedOut = async (
  doctype: string,
  document: ErpNextDocument,
  ratesOf: TemplateRates,
): Promise<ErpNextDocument> => {
  const lines = rowsOf(document['items']);
  const items = lines.map((row, index) => ({
    ...row,
    name: row['name'] ?? `(new row ${index + 1})`,
    amount: cents(numberOf(row['rate']) * numberOf(row['qty'])),
  }));
  const gross = items.reduce((sum, { amount }) => sum + amount, 0);
  const discount = numberOf(document['discount_amount']);
  const net = cents(gross - discount);
  const { taxes, total } = await taxesOf(document, items, { gross, net }, ratesOf);
  return {
    ...document,
    ...{ items, taxes, total: gross, net_total: net, grand_total: total },
    total_taxes_and_charges: cents(total - net),
    status: statusOf(doctype, document),
  };
};

const taxesOf = async (
  document: ErpNextDocument,
  items: readonly (Row & { readonly amount: number })[],
  { gross, net }: { gross: number; net: number },
  ratesOf: TemplateRates,
): Promise<{ taxes: Row[]; total: number }> => {
  const shares = await Promise.all(
    items.map(async ({ amount, item_tax_template: template }: Row & { amount: number }) => ({
      net: gross === 0 ? 0 : (amount * net) / gross,
      rates: typeof template === 'string' && template !== '' ? await ratesOf(template) : undefined,
    })),
  );
  const taxes: Row[] = [];
  const totals: number[] = [];
  for (const tax of rowsOf(document['taxes'])) {
    const previous = totals[Number(tax['row_id']) - 1] ?? net;
    const amount = cents(
      tax['charge_type'] === 'Actual'
        ? numberOf(tax['tax_amount'])
        : tax['charge_type'] === 'On Previous Row Total'
          ? (previous * numberOf(tax['rate'])) / 100
          : shares.reduce(
              (sum, share) =>
                sum +
                (share.net * (share.rates?.get(String(tax['account_head'])) ?? numberOf(tax['rate']))) / 100,
              0,
            ),
    );
    totals.push(cents((totals.at(-1) ?? net) + amount));
    taxes.push({ ...tax, tax_amount: amount });
  }
  return { taxes, total: totals.at(-1) ?? net };
};

const statusOf = (doctype: string, { docstatus, status }: ErpNextDocument): string => {
  if (docstatus === 2) return 'Cancelled';
  if (docstatus === 0) return status === 'Lost' ? 'Lost' : 'Draft';
  if (typeof status === 'string' && !['', 'Draft'].includes(status)) return status;
  return doctype === 'Quotation' ? 'Open' : 'To Deliver and Bill';
};

const rowsOf = (table: unknown): Row[] => (Array.isArray(table) ? (table as Row[]) : []);

const numberOf = (value: unknown): number => Number(value ?? 0) || 0;

const cents = (amount: number): number => Math.round((amount + Number.EPSILON) * 100) / 100;
