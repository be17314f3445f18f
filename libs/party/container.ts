import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { Config } from '#libs/config/setting.js';
import type { conversionSettings, partySettings } from '#libs/config/shared-settings.js';
import { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { MasterList } from '#libs/erpnext/master-list.js';
import { DeedAnnouncer } from '#libs/messaging/announcer.js';
import { ApplyToParty } from './apply-to-party.js';
import { ContactBook } from './contact-book.js';
import { ConvertParty } from './convert-party.js';
import { EnsureParty } from './ensure-party.js';
import { ExistingCustomers } from './existing-customers.js';
import { PartyMapper } from './party-fields.js';
import { PartyLookUp } from './party-look-up.js';
import { Patience } from './patience.js';
import { SettleEmail } from './settle-email.js';

export const Countries: ServiceIdentifier<MasterList> = Symbol.for('Countries');

/** The parties, for every service that needs a customer's documents. */
export const partyModule = ({ leadOwner, territories, identityWaitMs }: Config<typeof partySettings>) =>
  new ContainerModule(({ bind }) => {
    bind(Countries)
      .toResolvedValue(
        (erpnext: ErpNextClient) => new MasterList({ erpnext, doctype: 'Country', aliases: ['code'] }),
        [ErpNextClient],
      )
      .inSingletonScope();
    bind(PartyMapper)
      .toResolvedValue(
        (erpnext: ErpNextClient, countries: MasterList) =>
          new PartyMapper({
            countries,
            languages: new MasterList({ erpnext, doctype: 'Language' }),
            territories: territoriesOf(territories),
          }),
        [ErpNextClient, Countries],
      )
      .inSingletonScope();
    bind(PartyLookUp)
      .toResolvedValue((erpnext: ErpNextClient) => new PartyLookUp(erpnext), [ErpNextClient])
      .inSingletonScope();
    bind(EnsureParty)
      .toResolvedValue(
        (erpnext: ErpNextClient, lookUp: PartyLookUp, mapper: PartyMapper, announcer?: DeedAnnouncer) =>
          new EnsureParty({
            ...{ erpnext, lookUp, mapper, identityWaitMs },
            ...(leadOwner === undefined ? {} : { leadOwner }),
            ...(announcer && { announce: (fact) => announcer.announceDeed(fact) }),
          }),
        // A rehearsal tells nobody.
        [ErpNextClient, PartyLookUp, PartyMapper, { serviceIdentifier: DeedAnnouncer, optional: true }],
      )
      .inSingletonScope();
    bind(ApplyToParty)
      .toResolvedValue(
        (erpnext: ErpNextClient, lookUp: PartyLookUp, mapper: PartyMapper, parties: EnsureParty) =>
          new ApplyToParty({
            ...{ erpnext, mapper },
            contacts: new ContactBook(erpnext),
            emails: new SettleEmail({
              ...{ lookUp, mapper, parties, identityWaitMs },
              patience: new Patience(identityWaitMs),
            }),
          }),
        [ErpNextClient, PartyLookUp, PartyMapper, EnsureParty],
      )
      .inSingletonScope();
  });

/** For a service that turns Leads into Customers; needs the module of the parties. */
export const conversionModule = ({ existingCustomer, territory }: Config<typeof conversionSettings>) =>
  new ContainerModule(({ bind }) => {
    bind(ConvertParty)
      .toResolvedValue(
        (erpnext: ErpNextClient, mapper: PartyMapper, parties: EnsureParty, updates: ApplyToParty) =>
          new ConvertParty({
            ...{ erpnext, mapper, parties, updates, existingCustomer, territory },
            contacts: new ContactBook(erpnext),
            existing: new ExistingCustomers(erpnext),
          }),
        [ErpNextClient, PartyMapper, EnsureParty, ApplyToParty],
      )
      .inSingletonScope();
  });

/** `de=Germany` for each country that has a Territory of its own. */
const territoriesOf = (pairs: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.map((pair) => {
      const [code = '', ...name] = pair.split('=');
      return [code.toLowerCase(), name.join('=')] as const;
    }),
  );
