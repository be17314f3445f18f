import { readConfig, type Env } from '#libs/config/read-config.js';
import type { Config } from '#libs/config/setting.js';
import {
  deliverySettings,
  erpnextSettings,
  kafkaSettings,
  registrySettings,
  topicPrefix,
} from '#libs/config/shared-settings.js';
import { addressRules } from '../../services/address-service/config.js';
import { leadRules } from '../../services/lead-service/config.js';
import { quotationRules } from '../../services/quotation-service/config.js';

/** The rules of the services are read from the same variables: a replay must not treat a customer otherwise. */
const shape = {
  kafka: kafkaSettings,
  registry: registrySettings,
  topicPrefix,
  erpnext: erpnextSettings,
  delivery: deliverySettings,
  leads: leadRules,
  addresses: addressRules,
  quotations: quotationRules,
};

export type ReplayConfig = Config<typeof shape>;

/** @throws InvalidConfig */
export const readReplayConfig = (env: Env): ReplayConfig => readConfig(shape, env);
