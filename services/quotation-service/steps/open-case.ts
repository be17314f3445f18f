import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { MetadataKeys } from '#libs/party/customer-word.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import { NothingToEnd } from '#libs/party/errors.js';
import type { Party } from '#libs/party/party.js';
import { saidOf } from '#libs/party/said.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { OrderUnknown } from '../content/errors.js';
import { contentOf, type ContentSources } from '../content/order-content.js';
import type { DateRules } from '../content/order-fields.js';
import { saysWhatWasOrdered } from '../content/placed-order.js';
import { askedBy } from './asked.js';
import { askedOf, situationOf, type Case } from './case.js';
import { missingSteps, type OrderRules } from './missing-steps.js';
import { isCancelled, type OrderDoctype } from './order-document.js';
import { currentOf, unfinished, withDocument, type FindDocuments, type Standing } from './standing.js';

export interface OpenCaseOptions {
  readonly erpnext: ErpNextClient;
  readonly documents: Pick<FindDocuments, 'of' | 'whole'>;
  readonly parties: Pick<EnsureParty, 'find' | 'ensure'>;
  readonly sources: ContentSources;
  readonly rules: OrderRules;
  readonly dates: DateRules;
  readonly metadataKeys: MetadataKeys;
  /** How long an end waits for what it ends, in ms. */
  readonly nothingToEndWaitMs: number;
  /** How long a quote waits for its order, in ms. */
  readonly unknownWaitMs: number;
}

/** Reads what there is to know of an order, and no more: a record that was handled before costs its look-ups. */
export class OpenCase {
  private user: Promise<string> | undefined;

  constructor(private readonly options: OpenCaseOptions) {}

  /** @throws NothingToEnd, OrderUnknown; ItemUnknown and the like when documents are to be written. */
  async open(event: QuotationEvent): Promise<Case> {
    const standing = await this.options.documents.of(event.orderId);
    const asked = askedBy(event, standing);
    if (isNothing(standing) && !saysWhatWasOrdered(event.order)) throw this.unknown(event);

    const party = asked.superseded ? undefined : await this.partyOf(event);
    const work: Case = {
      ...{ event, party, standing },
      ...(event.customerId === null ? await this.ownerOf(standing) : {}),
      content: undefined,
      user: await this.integrationUser(),
      warnings: [],
    };
    return asked.superseded ? work : this.withContent(await this.withWholeDocuments(work));
  }

  private unknown({ order, orderId }: QuotationEvent): Error {
    const { nothingToEndWaitMs, unknownWaitMs } = this.options;
    return order?.stage === 'DELETED' || order?.stage === 'CANCELED'
      ? new NothingToEnd(orderId, nothingToEndWaitMs)
      : new OrderUnknown(orderId, unknownWaitMs);
  }

  private async withWholeDocuments(work: Case): Promise<Case> {
    const { order, quote } = askedOf(work);
    const isNews = order?.age === 'newer' || quote?.age === 'newer';
    const wanted = isNews ? current(work.standing) : unfinished(work.standing);
    let { standing } = work;
    for (const [doctype, { name }] of wanted)
      standing = withDocument(standing, doctype, await this.options.documents.whole(doctype, name));
    return { ...work, standing };
  }

  /** What was ordered is worked out only where it is to be written or compared: an Item that is gone stops no end. */
  private async withContent(work: Case): Promise<Case> {
    const { rules, dates, sources } = this.options;
    const asked = askedOf(work);
    if (asked.order === undefined || !saysWhatWasOrdered(asked.order.part)) return work;
    const { steps } = missingSteps(situationOf(work, dates), rules);
    const ends = ['CANCELED', 'DELETED', 'REJECTED'].includes(asked.stage);
    const compares = !ends && asked.order.age === 'newer';
    const writes = steps.some(({ kind }) => ['make', 'rewrite', 'change-lines'].includes(kind));
    if (!compares && !writes) return work;
    const { event } = work;
    return { ...work, content: await contentOf(event.orderId, asked.order.part, event.occurredAt, sources) };
  }

  private async partyOf({ customer, customerId }: QuotationEvent): Promise<Party | undefined> {
    const { parties, metadataKeys } = this.options;
    if (customer !== null)
      return parties.ensure(saidOf(customer, { whole: false, version: null }, metadataKeys));
    return customerId === null ? undefined : parties.find(customerId);
  }

  /** The record of a row that is gone names no customer; the documents belong to one. */
  private async ownerOf(standing: Standing): Promise<{ ownerId?: string }> {
    const quotation = currentOf(standing, 'Quotation');
    const customer = currentOf(standing, 'Sales Order')?.customer;
    const [doctype, name] =
      customer === undefined ? [quotation?.quotation_to, quotation?.party_name] : ['Customer', customer];
    if (doctype === undefined || name === undefined) return {};
    const { medusa_id: ownerId } = await this.options.erpnext.get(doctype, name);
    return typeof ownerId === 'string' ? { ownerId } : {};
  }

  private integrationUser(): Promise<string> {
    this.user ??= this.options.erpnext.call('frappe.auth.get_logged_user').then(String, (error: unknown) => {
      this.user = undefined;
      throw error;
    });
    return this.user;
  }
}

const isNothing = (standing: Standing): boolean =>
  standing.Quotation.length === 0 && standing['Sales Order'].length === 0;

const current = (standing: Standing) =>
  (['Quotation', 'Sales Order'] as const satisfies OrderDoctype[]).flatMap((doctype) => {
    const document = currentOf(standing, doctype);
    return document === undefined || isCancelled(document) ? [] : [[doctype, document] as const];
  });
