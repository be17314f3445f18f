import { ContainerModule } from 'inversify';
import { leadSource } from '#libs/erpnext/masters.js';
import { ApplyToParty } from '#libs/party/apply-to-party.js';
import { partyModule } from '#libs/party/container.js';
import { EnsureParty } from '#libs/party/ensure-party.js';
import { Handler, serviceOf } from '#libs/service/container.js';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';
import type { Service } from '#libs/service/run-service.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import type { LeadConfig } from './config.js';
import { LeadHandler } from './lead-handler.js';

const leadModule = ({ party, guestLeads, nothingToEndWaitMs }: LeadConfig) =>
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

export const leadService = (config: LeadConfig): Service =>
  serviceOf(
    {
      name: 'lead-service',
      schema: customerEventSchema,
      topic: ({ customerEvents }) => customerEvents,
      deadLetterTopic: ({ leadDeadLetters }) => leadDeadLetters,
      doctypes: ['Lead', 'Customer', 'Contact'],
      masters: [['Lead Source', leadSource]],
    },
    config,
    partyModule(config.party),
    leadModule(config),
  );
