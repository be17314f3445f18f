import type { LifecycleEvent } from '#schemas/generated/lifecycle-event.js';
import { newestOf, type Expected } from '../expected.js';
import type { Findings } from './findings.js';
import { by, type Evidence, type Found } from './found.js';

/** Compares the lifecycle topic with the histories and with the documents that its facts are about. */
export const judgeFacts = (expected: Expected, evidence: Evidence, findings: Findings): void => {
  judgeAnnounced(expected, evidence, findings);
  const isPossible = possibleFacts(expected);
  const documentNamed = documentsOf(evidence);
  const stages = finalStages(expected);
  const told = new Map<string, string>();

  for (const fact of evidence.facts) {
    const { id, type, medusaId, version, document, stageAfter, causingEventId } = fact;
    const untrue = (why: string) =>
      findings.add(
        'untrue',
        `${type} of ${medusaId} at ${String(version)} (told for ${causingEventId}): ${why}`,
      );
    if (!isPossible(fact)) untrue('it never happened');

    const stands = documentNamed(document?.doctype ?? '', document?.name ?? '');
    if (stands === undefined) untrue(`there is no ${document?.doctype} ${document?.name}`);
    else if (!concerns(stands, fact, expected)) untrue(`${document?.name} stands for somebody else`);

    const versions = expected.shop.versions.get(medusaId);
    if (version !== 0 && !versions?.has(version ?? -1)) untrue('there was no such version');

    const last = stages.get(medusaId);
    if (last !== undefined && version === last.version && stageAfter !== last.stage)
      untrue(`it says ${stageAfter}, but it is ${last.stage}`);

    const words = JSON.stringify([type, medusaId, document, version, stageAfter]);
    const before = told.get(id) ?? words;
    if (before !== words) untrue(`told in two ways under one id, ${before} and ${words}`);
    told.set(id, words);
  }
};

const judgeAnnounced = (expected: Expected, { facts }: Evidence, findings: Findings): void => {
  const announced = new Set(
    facts.flatMap(({ type, medusaId, version }) => [
      `${type} ${medusaId}`,
      `${type} ${medusaId} ${String(version)}`,
    ]),
  );
  for (const { type, medusaId, version } of expected.facts()) {
    const words = version === undefined ? `${type} ${medusaId}` : `${type} ${medusaId} ${version}`;
    if (!announced.has(words)) findings.add('unannounced', words);
  }
};

/** Whether the histories have a moment at which this was so. */
const possibleFacts = ({ shop }: Expected) => {
  const customers = new Map(shop.customers.map((row) => [row.id, row]));
  const addresses = new Map(shop.addresses.map((row) => [row.id, row]));
  const orders = new Map(shop.orders.map((row) => [row.id, row]));
  const payers = new Set([...shop.approved].map(({ customerId }) => customerId));

  return ({ type, medusaId, version }: LifecycleEvent): boolean => {
    const [customer, address, order] = [
      customers.get(medusaId),
      addresses.get(medusaId),
      orders.get(medusaId),
    ];
    switch (type) {
      case 'LeadSaved':
        return customer !== undefined && (customer.deletedAt === null || version !== customer.updatedAt);
      case 'CustomerSaved':
        return customer !== undefined && (customer.deletedAt === null || version !== customer.updatedAt);
      case 'CustomerDeleted':
        return customer !== undefined && customer.deletedAt !== null;
      case 'LeadTakenOver':
        return customer?.guestId !== undefined;
      case 'CustomerConverted':
        return payers.has(medusaId);
      case 'AddressSaved':
        return address !== undefined && (address.deletedAt === null || version !== address.updatedAt);
      case 'AddressDisabled':
        return address !== undefined && address.deletedAt !== null && version === address.updatedAt;
      case 'QuotationSaved':
        return order !== undefined && order.wasDraft;
      case 'QuotationLost':
        return order !== undefined && (order.deletedAt !== null || isRejected(order.quote?.status));
      case 'SalesOrderCreated':
        return order !== undefined && shop.approved.has(order);
      case 'SalesOrderCanceled':
        return order !== undefined && order.canceledAt !== null && version === order.updatedAt;
      default:
        return false;
    }
  };
};

const isRejected = (status: string | undefined): boolean => status?.startsWith('rejected') === true;

const documentsOf = (evidence: Evidence) => {
  const named: Readonly<Record<string, ReturnType<typeof by>>> = {
    Lead: by(evidence.leads, 'name'),
    Customer: by(evidence.customers, 'name'),
    Address: by(evidence.addresses, 'name'),
    Quotation: by(evidence.quotations, 'name'),
    'Sales Order': by(evidence.salesOrders, 'name'),
  };
  return (doctype: string, name: string): Found | undefined => named[doctype]?.(name)[0];
};

/** A guest's facts stay true when the account has taken its documents over. */
const concerns = (document: Found, { medusaId }: LifecycleEvent, { shop }: Expected): boolean =>
  [document['medusa_id'], document['medusa_guest_id']].includes(medusaId) ||
  shop.customers.some(({ id, guestId }) => guestId === medusaId && document['medusa_id'] === id);

/** Of each order its last version, and how far it is then. */
const finalStages = ({ orders }: Expected) =>
  new Map(orders.map(({ row, stage }) => [row.id, { version: newestOf(row), stage }]));
