import { ContainerModule } from 'inversify';
import { addressModule } from '#libs/address/container.js';
import { KeepAddress } from '#libs/address/keep-address.js';
import { leadSource } from '#libs/erpnext/masters.js';
import { partyModule } from '#libs/party/container.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import {
  Handler,
  replayableOf,
  serviceOf,
  type ConsumingNeeds,
  type Replayable,
} from '#libs/service/container.js';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';
import { addressSays } from '#libs/service/event-says.js';
import type { Service } from '#libs/service/run-service.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { AddressHandler } from './address-handler.js';
import type { AddressConfig, AddressRules } from './config.js';

const handlerModule = ({ party, nothingToEndWaitMs, customerUnknownWaitMs }: AddressRules) =>
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

const needs: ConsumingNeeds = {
  name: 'address-service',
  schema: addressEventSchema,
  topic: ({ addressEvents }) => addressEvents,
  deadLetterTopic: ({ addressDeadLetters }) => addressDeadLetters,
  says: addressSays,
  doctypes: ['Address', 'Lead', 'Customer', 'Contact'],
  masters: [['Lead Source', leadSource]],
};

const modules = (rules: AddressRules) => [partyModule(rules.party), addressModule, handlerModule(rules)];

export const addressService = (config: AddressConfig): Service =>
  serviceOf(needs, config, ...modules(config));

export const addressReplay = (rules: AddressRules): Replayable => replayableOf(needs, ...modules(rules));
