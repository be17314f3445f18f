import { ContainerModule } from 'inversify';
import { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { MasterList } from '#libs/erpnext/master-list.js';
import { Countries } from '#libs/party/container.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import { PartyLookUp } from '#libs/party/party-look-up.js';
import { AddressMapper } from './address-fields.js';
import { AddressLookUp } from './address-look-up.js';
import { KeepAddress } from './keep-address.js';
import { OrderAddresses } from './order-addresses.js';

/** The addresses, for every service that writes some; needs the module of the parties. */
export const addressModule = new ContainerModule(({ bind }) => {
  bind(AddressLookUp)
    .toResolvedValue((erpnext: ErpNextClient) => new AddressLookUp(erpnext), [ErpNextClient])
    .inSingletonScope();
  bind(AddressMapper)
    .toResolvedValue((countries: MasterList) => new AddressMapper(countries), [Countries])
    .inSingletonScope();
  bind(KeepAddress)
    .toResolvedValue(
      (
        erpnext: ErpNextClient,
        lookUp: AddressLookUp,
        mapper: AddressMapper,
        parties: EnsureParty,
        partyLookUp: PartyLookUp,
      ) => new KeepAddress({ erpnext, lookUp, mapper, parties, partyLookUp }),
      [ErpNextClient, AddressLookUp, AddressMapper, EnsureParty, PartyLookUp],
    )
    .inSingletonScope();
  bind(OrderAddresses)
    .toResolvedValue(
      (erpnext: ErpNextClient, lookUp: AddressLookUp, mapper: AddressMapper, parties: EnsureParty) =>
        new OrderAddresses({ erpnext, lookUp, mapper, parties }),
      [ErpNextClient, AddressLookUp, AddressMapper, EnsureParty],
    )
    .inSingletonScope();
});
