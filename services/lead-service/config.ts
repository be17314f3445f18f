import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import { consumingSettings, nothingToEndWaitMs, partySettings } from '#libs/config/shared-settings.js';
import { oneOf } from '#libs/config/values.js';

/** How customers are treated, whoever asks for it. */
export const leadRules = {
  party: partySettings,
  guestLeads: setting('GUEST_LEADS', oneOf(['on-order', 'always']).default('on-order')),
  nothingToEndWaitMs,
};

const settings = { ...consumingSettings, ...leadRules };

export type LeadRules = Config<typeof leadRules>;
export type LeadConfig = Config<typeof settings>;

/** @throws InvalidConfig */
export const readLeadConfig = (env: Env): LeadConfig => readConfig(settings, env);
