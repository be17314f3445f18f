import type { Topics } from '#libs/messaging/topics.js';
import type { Replayable } from '#libs/service/container.js';
import { addressReplay } from '../../services/address-service/container.js';
import { leadReplay } from '../../services/lead-service/container.js';
import { quotationReplay } from '../../services/quotation-service/container.js';
import type { ReplayConfig } from './config.js';

/** What can be replayed, by the topic that each service reads. */
export const replayables = (
  { leads, addresses, quotations }: Pick<ReplayConfig, 'leads' | 'addresses' | 'quotations'>,
  topics: Topics,
): ReadonlyMap<string, Replayable> =>
  new Map(
    [leadReplay(leads), addressReplay(addresses), quotationReplay(quotations)].map((service) => [
      service.topic(topics),
      service,
    ]),
  );
