import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import { consumingSettings, nothingToEndWaitMs, partySettings } from '#libs/config/shared-settings.js';
import { duration } from '#libs/config/values.js';

/** How addresses are treated, whoever asks for it. */
export const addressRules = {
  party: partySettings,
  nothingToEndWaitMs,
  customerUnknownWaitMs: setting(
    'CUSTOMER_UNKNOWN_WAIT',
    duration({ min: '0ms', max: '1d' }).default(60_000),
  ),
};

const settings = { ...consumingSettings, ...addressRules };

export type AddressRules = Config<typeof addressRules>;
export type AddressConfig = Config<typeof settings>;

/** @throws InvalidConfig */
export const readAddressConfig = (env: Env): AddressConfig => readConfig(settings, env);
