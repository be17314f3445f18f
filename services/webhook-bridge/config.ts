import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import {
  httpSettings,
  kafkaSettings,
  logLevel,
  registrySettings,
  shutdownDeadlineMs,
  topicPrefix,
} from '#libs/config/shared-settings.js';
import { commaList, matching } from '#libs/config/values.js';

const settings = {
  http: httpSettings,
  kafka: kafkaSettings,
  registry: registrySettings,
  topicPrefix,
  secrets: setting(
    'MEDUSA_WEBHOOK_SECRETS',
    commaList(
      'whsec_ and base64, or at least 12 characters',
      /^(whsec_[A-Za-z0-9+/]{16,}={0,2}|(?!whsec_)\S{12,})$/,
    ),
    { secret: true },
  ),
  token: setting('MEDUSA_WEBHOOK_TOKEN', matching('at least 12 characters', /^\S{12,}$/).optional(), {
    secret: true,
  }),
  logLevel,
  shutdownDeadlineMs,
};

export type BridgeConfig = Config<typeof settings>;

/** @throws InvalidConfig */
export const readBridgeConfig = (env: Env): BridgeConfig => readConfig(settings, env);
