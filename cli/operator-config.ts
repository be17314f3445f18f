import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import {
  erpnextSettings,
  kafkaSettings,
  registrySettings,
  topicPrefix,
} from '#libs/config/shared-settings.js';
import { commaList } from '#libs/config/values.js';

const topicsShape = {
  kafka: kafkaSettings,
  registry: registrySettings,
  topicPrefix,
  /** `name=URL` of each service that answers /readyz and /metrics. */
  services: setting(
    'ISTHMUS_SERVICES',
    commaList('name=URL, lead-service=http://10.0.0.7:8080', /^[\w-]+=https?:\/\/[^\s,]+$/).default([]),
  ),
};

const erpnextShape = { erpnext: erpnextSettings };

const operatorShape = { ...topicsShape, erpnext: erpnextSettings };

export type TopicsConfig = Config<typeof topicsShape>;
export type ErpNextConfig = Config<typeof erpnextShape>;
export type OperatorConfig = Config<typeof operatorShape>;

/** For commands that look at topics only. @throws InvalidConfig */
export const readTopicsConfig = (env: Env): TopicsConfig => readConfig(topicsShape, env);

/** For commands that look into ERPNext only. @throws InvalidConfig */
export const readErpNextConfig = (env: Env): ErpNextConfig => readConfig(erpnextShape, env);

/** For commands that look at both. @throws InvalidConfig */
export const readOperatorConfig = (env: Env): OperatorConfig => readConfig(operatorShape, env);
