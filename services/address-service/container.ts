import { ContainerModule } from 'inversify';
import { addressModule } from '#libs/address/container.js';
import { KeepAddress } from '#libs/address/keep-address.js';
import { leadSource } from '#libs/erpnext/masters.js';
import { partyModule } from '#libs/party/container.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import { Handler, serviceOf } from '#libs/service/container.js';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';
import type { Service } from '#libs/service/run-service.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { AddressHandler } from './address-handler.js';
import type { AddressConfig } from './config.js';

const handlerModule = ({ party, nothingToEndWaitMs, customerUnknownWaitMs }: AddressConfig) =>
  new ContainerModule(({ bind }) => {
    bind(Handler)
      .toResolvedValue(
        (addresses: KeepAddress, parties: EnsureParty, metrics: DeliveryMetrics) =>
          new AddressHandler({
            ...{ addresses, parties, nothingToEndWaitMs, customerUnknownWaitMs },
            metadataKeys: party.metadataKeys,
            onSuperseded: () => metrics.superseded(),
          }),
        [KeepAddress, EnsureParty, DeliveryMetrics],
      )
      .inSingletonScope();
  });

export const addressService = (config: AddressConfig): Service =>
  serviceOf(
    {
      name: 'address-service',
      schema: addressEventSchema,
      topic: ({ addressEvents }) => addressEvents,
      deadLetterTopic: ({ addressDeadLetters }) => addressDeadLetters,
      doctypes: ['Address', 'Lead', 'Customer', 'Contact'],
      masters: [['Lead Source', leadSource]],
    },
    config,
    partyModule(config.party),
    addressModule,
    handlerModule(config),
  );
