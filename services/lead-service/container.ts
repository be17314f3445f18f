import { ContainerModule } from 'inversify';
import { leadSource } from '#libs/erpnext/masters.js';
import { ApplyToParty } from '#libs/party/apply-to-party.js';
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
import { customerSays } from '#libs/service/event-says.js';
import type { Service } from '#libs/service/run-service.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import type { LeadConfig, LeadRules } from './config.js';
import { LeadHandler } from './lead-handler.js';

const leadModule = ({ party, guestLeads, nothingToEndWaitMs }: LeadRules) =>
  new ContainerModule(({ bind }) => {
    bind(Handler)
      .toResolvedValue(
        (parties: EnsureParty, updates: ApplyToParty, metrics: DeliveryMetrics) =>
          new LeadHandler({
            ...{ parties, updates, guestLeads, nothingToEndWaitMs },
            metadataKeys: party.metadataKeys,
            onSuperseded: () => metrics.superseded(),
          }),
        [EnsureParty, ApplyToParty, DeliveryMetrics],
      )
      .inSingletonScope();
  });

const needs: ConsumingNeeds = {
  name: 'lead-service',
  schema: customerEventSchema,
  topic: ({ customerEvents }) => customerEvents,
  deadLetterTopic: ({ leadDeadLetters }) => leadDeadLetters,
  says: customerSays,
  doctypes: ['Lead', 'Customer', 'Contact'],
  masters: [['Lead Source', leadSource]],
};

const modules = (rules: LeadRules) => [partyModule(rules.party), leadModule(rules)];

export const leadService = (config: LeadConfig): Service => serviceOf(needs, config, ...modules(config));

export const leadReplay = (rules: LeadRules): Replayable => replayableOf(needs, ...modules(rules));
