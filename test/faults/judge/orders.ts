import type { Expected, ExpectedOrder, ExpectedParty } from '../expected.js';
import { totalOf } from '../rows.js';
import { isLinked } from './addresses.js';
import type { Findings } from './findings.js';
import { by, nameOf, rowsOf, versionOf, type Evidence, type Found } from './found.js';
import type { PartyDocuments } from './parties.js';

/** Compares Quotations and Sales Orders. */
export const judgeOrders = (
  expected: Expected,
  { quotations, salesOrders, addresses }: Evidence,
  parties: ReadonlyMap<ExpectedParty, PartyDocuments>,
  findings: Findings,
): void => {
  const quotationsOf = by(quotations, 'medusa_id');
  const salesOrdersOf = by(salesOrders, 'medusa_id');
  const addressNamed = by(addresses, 'name');
  for (const order of expected.orders) {
    const documents = {
      quotations: quotationsOf(order.row.id),
      salesOrders: salesOrdersOf(order.row.id),
      party: parties.get(order.party) ?? { lead: undefined, customer: undefined },
    };
    judgeOrder(order, documents, findings);
    for (const document of [...documents.quotations, ...documents.salesOrders].filter(isLive)) {
      const [address] = addressNamed(document['customer_address']);
      if (address === undefined || !isLinked(address, documents.party))
        findings.add('orphaned', `${nameOf(document)} is billed to an address that is not its party's`);
    }
  }

  const known = new Set(expected.orders.map(({ row }) => row.id));
  for (const document of [...quotations, ...salesOrders])
    if (!known.has(String(document['medusa_id'])))
      findings.add('doubled', `${nameOf(document)} is no order of the shop`);
};

interface OrderDocuments {
  readonly quotations: readonly Found[];
  readonly salesOrders: readonly Found[];
  readonly party: PartyDocuments;
}

const judgeOrder = (order: ExpectedOrder, documents: OrderDocuments, findings: Findings): void => {
  const { row, stage } = order;
  const { quotations, salesOrders, party } = documents;
  const live = quotations.filter(isLive);
  if (live.length > 1) findings.add('doubled', `${live.length} live Quotations of ${row.id}`);

  switch (stage) {
    case 'DRAFT': {
      const quotation = findings.theOne(`live Quotation of ${row.id}`, live);
      if (salesOrders.length > 0) findings.add('doubled', `a Sales Order of ${row.id}, which is a draft`);
      if (quotation !== undefined) judgeQuotation(order, quotation, party, findings);
      return;
    }
    case 'REJECTED':
    case 'DELETED': {
      if (salesOrders.length > 0)
        findings.add('doubled', `a Sales Order of ${row.id}, which was never placed`);
      if (quotations.length === 0) return findings.add('lost', `no Quotation of ${row.id}`);
      if (live.length > 0) findings.add('stale', `${row.id} is ${stage}, but its Quotation lives`);
      const [lost] = quotations.filter(({ status }) => status === 'Lost');
      if (lost === undefined) return findings.add('stale', `the Quotation of ${row.id} is not Lost`);
      findings.compare('stale', `${nameOf(lost)} version`, versionOf(lost), row.updatedAt);
      return;
    }
    case 'APPROVED': {
      const salesOrder = findings.theOne(
        `live Sales Order of ${row.id}`,
        salesOrders.filter(({ docstatus }) => docstatus !== 2),
      );
      if (salesOrder !== undefined) judgeSalesOrder(order, salesOrder, documents, findings);
      return;
    }
    case 'CANCELED': {
      if (salesOrders.length === 0) findings.add('lost', `no Sales Order of ${row.id}`);
      for (const document of [...salesOrders, ...live].filter(({ docstatus }) => docstatus !== 2))
        findings.add('stale', `${nameOf(document)} of ${row.id} is not cancelled`);
      return;
    }
  }
};

const judgeQuotation = (
  { row }: ExpectedOrder,
  quotation: Found,
  { lead, customer }: PartyDocuments,
  findings: Findings,
): void => {
  const where = `${nameOf(quotation)} (${row.id})`;
  findings.compare('stale', `${where} docstatus`, quotation['docstatus'], 0);
  findings.compare('stale', `${where} version`, versionOf(quotation), row.updatedAt);
  judgeQuote({ row }, quotation, findings);
  if (row.quote?.validUntil)
    findings.compare('stale', `${where} valid_till`, quotation['valid_till'], dateOf(row.quote.validUntil));
  judgeLines({ row }, quotation, findings);
  const owners = [lead, customer].flatMap((document) => (document === undefined ? [] : [nameOf(document)]));
  if (!owners.includes(String(quotation['party_name'])))
    findings.add('orphaned', `${where} is made out to ${String(quotation['party_name'])}`);
};

const judgeSalesOrder = (
  { row }: ExpectedOrder,
  salesOrder: Found,
  { quotations, party: { customer } }: OrderDocuments,
  findings: Findings,
): void => {
  const where = `${nameOf(salesOrder)} (${row.id})`;
  findings.compare('stale', `${where} docstatus`, salesOrder['docstatus'], 1);
  findings.compare('stale', `${where} version`, versionOf(salesOrder), row.updatedAt);
  judgeLines({ row }, salesOrder, findings);
  if (customer !== undefined)
    findings.compare('orphaned', `${where} customer`, salesOrder['customer'], nameOf(customer));

  if (!row.wasDraft) {
    if (quotations.length > 0) findings.add('doubled', `a Quotation of ${row.id}, which was never one`);
    return;
  }
  const [quotation] = quotations.filter(isLive);
  if (quotation === undefined) return findings.add('lost', `no Quotation of ${row.id}`);
  findings.compare('stale', `${nameOf(quotation)} docstatus`, quotation['docstatus'], 1);
  judgeQuote({ row }, quotation, findings);
  for (const { prevdoc_docname } of rowsOf(salesOrder, 'items'))
    findings.compare('orphaned', `${where} Quotation of a line`, prevdoc_docname, nameOf(quotation));
};

const judgeQuote = ({ row }: Pick<ExpectedOrder, 'row'>, quotation: Found, findings: Findings): void => {
  if (row.quote !== undefined)
    findings.compare(
      'stale',
      `${nameOf(quotation)} version of the quote`,
      versionOf(quotation, 'medusa_quote_updated_at'),
      row.quote.updatedAt,
    );
};

const judgeLines = ({ row }: Pick<ExpectedOrder, 'row'>, document: Found, findings: Findings): void => {
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map(String).sort();
  findings.compare(
    'stale',
    `${nameOf(document)} (${row.id}) lines`,
    lines(rowsOf(document, 'items').map(({ item_code, qty, rate }) => [item_code, qty, rate])),
    lines(row.lines.map(({ sku, quantity, cents }) => [sku, quantity, cents / 100])),
  );
  const difference = Math.abs(Number(document['grand_total']) * 100 - totalOf(row));
  if (difference > 2)
    findings.add(
      'stale',
      `${nameOf(document)} (${row.id}) has a total of ${String(document['grand_total'])}`,
    );
};

const isLive = ({ docstatus, status }: Found): boolean => docstatus !== 2 && status !== 'Lost';

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
