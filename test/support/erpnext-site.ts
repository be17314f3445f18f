import { readConfig, type Env } from '#libs/config/read-config.js';
import { customFields } from '#libs/erpnext/custom-fields.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { MasterList } from '#libs/erpnext/master-list.js';
import { AddressMapper } from '#libs/address/address-fields.js';
import { AddressLookUp } from '#libs/address/address-look-up.js';
import { KeepAddress } from '#libs/address/keep-address.js';
import { OrderAddresses } from '#libs/address/order-addresses.js';
import type { Outcome } from '#libs/messaging/message.js';
import { ApplyToParty } from '#libs/party/apply-to-party.js';
import { ContactBook } from '#libs/party/contact-book.js';
import { ConvertParty } from '#libs/party/convert-party.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import { ExistingCustomers } from '#libs/party/existing-customers.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';
import { PartyMapper } from '#libs/party/party-fields.js';
import { Patience } from '#libs/party/patience.js';
import { SettleEmail } from '#libs/party/settle-email.js';
import { setUpCustomFields } from '../../cli/setup/custom-field-setup.js';
import { setUpDemoShop } from '../../cli/setup/demo-setup.js';
import { setUpMasters } from '../../cli/setup/master-setup.js';
import { startErpNextSandbox, type ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import { AddressHandler } from '../../services/address-service/address-handler.js';
import { LeadHandler } from '../../services/lead-service/lead-handler.js';
import { quotationRules } from '../../services/quotation-service/config.js';
import { quotationReplay } from '../../services/quotation-service/container.js';

export const identityWaitMs = 60_000;

export interface MemberOptions {
  readonly timeoutMs?: number;
  readonly existingCustomer?: 'hold' | 'create';
  /** Of the sandbox's users; the integration user unless told. */
  readonly user?: string;
  /** Is told of links that a service finishes. */
  readonly announce?: (fact: Outcome) => Promise<void>;
  /** Variables of the quotation-service. */
  readonly env?: Env;
}

/** The parts of one member of the consumer group. */
export type Member = ReturnType<ErpNextSite['member']>;

/** A set-up site, and the lead-service's own parts over it. */
export class ErpNextSite {
  /** Time as the parts see it, in ms; a test moves it. */
  now = 0;
  private setUpSite: ReturnType<ErpNextSandbox['snapshot']> | undefined;
  private shopSite: ReturnType<ErpNextSandbox['snapshot']> | undefined;

  private constructor(
    readonly sandbox: ErpNextSandbox,
    readonly admin: ErpNextHttpClient,
  ) {}

  static async start(): Promise<ErpNextSite> {
    const sandbox = await startErpNextSandbox();
    const site = new ErpNextSite(sandbox, clientOf(sandbox, 'admin'));
    await site.reset();
    return site;
  }

  /** The parts of one member of the consumer group: with several, a race can be shown. */
  member({
    timeoutMs = 1_000,
    existingCustomer = 'hold',
    user = 'integration',
    announce = () => Promise.resolve(),
    env = {},
  }: MemberOptions = {}) {
    const erpnext = clientOf(this.sandbox, user, timeoutMs);
    const lookUp = new PartyLookUp(erpnext);
    const countries = new MasterList({ erpnext, doctype: 'Country', aliases: ['code'] });
    const mapper = new PartyMapper({
      countries,
      languages: new MasterList({ erpnext, doctype: 'Language' }),
      territories: new Map(),
    });
    const contacts = new ContactBook(erpnext);
    const parties = new EnsureParty({ erpnext, lookUp, mapper, identityWaitMs, announce });
    const updates = new ApplyToParty({
      ...{ erpnext, mapper, contacts },
      emails: new SettleEmail({
        ...{ lookUp, mapper, parties, identityWaitMs },
        patience: new Patience(identityWaitMs, () => this.now),
      }),
    });
    const metadataKeys = { taxId: 'vat_id', acceptsTerms: 'accepts_terms', locale: 'locale' };
    let superseded = 0;
    const leads = new LeadHandler({
      parties,
      updates,
      metadataKeys,
      guestLeads: 'on-order',
      nothingToEndWaitMs: 60_000,
      onSuperseded: () => (superseded += 1),
    });
    const ofAddresses = {
      ...{ erpnext, parties },
      lookUp: new AddressLookUp(erpnext),
      mapper: new AddressMapper(countries),
    };
    const addresses = new KeepAddress({ ...ofAddresses, partyLookUp: lookUp });
    const addressHandler = new AddressHandler({
      addresses,
      parties,
      metadataKeys,
      nothingToEndWaitMs: 60_000,
      customerUnknownWaitMs: 60_000,
      onSuperseded: () => (superseded += 1),
    });
    const conversion = new ConvertParty({
      ...{ erpnext, parties, updates, mapper, contacts, existingCustomer },
      existing: new ExistingCustomers(erpnext),
      territory: 'All Territories',
    });
    return {
      ...{ erpnext, parties, updates, leads, conversion },
      addresses: addressHandler,
      orderAddresses: new OrderAddresses(ofAddresses),
      orders: quotationReplay(
        readConfig(quotationRules, {
          UNKNOWN_ITEM: 'fallback',
          EXISTING_CUSTOMER: existingCustomer,
          ...env,
        }),
      ).handlerOver(erpnext),
      superseded: () => superseded,
    };
  }

  leads() {
    return this.sandbox.documents('Lead');
  }

  /** The only Lead there is. */
  theLead(): Record<string, unknown> {
    const [lead, ...others] = this.leads();
    if (lead === undefined || others.length > 0)
      throw new Error(`There are ${this.leads().length} Leads, not one.`);
    return lead;
  }

  /** Empties the site and sets it up again. */
  async reset(): Promise<void> {
    this.sandbox.reset(this.setUpSite);
    this.now = 0;
    if (this.setUpSite !== undefined) return;
    await setUpCustomFields(this.admin, customFields, { dryRun: false });
    await setUpMasters(this.admin, { dryRun: false });
    this.setUpSite = this.sandbox.snapshot();
  }

  /** A site that has been set up, with the Items, accounts and prices of the captured shop. */
  async resetToShop(): Promise<void> {
    if (this.shopSite === undefined) {
      await this.reset();
      await this.stockUp();
      this.shopSite = this.sandbox.snapshot();
    }
    this.sandbox.reset(this.shopSite);
    this.now = 0;
  }

  /** Has the Items, accounts and prices of the captured shop made, until the next reset. */
  async stockUp(): Promise<void> {
    await setUpDemoShop(this.admin, { dryRun: false });
  }

  async stop(): Promise<void> {
    this.admin.close();
    await this.sandbox.stop();
  }
}

const clientOf = (sandbox: ErpNextSandbox, user: string, timeoutMs = 1_000) =>
  new ErpNextHttpClient({ url: sandbox.url, apiKey: user, apiSecret: user, maxInFlight: 4, timeoutMs });
