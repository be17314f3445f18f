import { InvalidConfig } from '#libs/config/invalid-config.js';
import { readConfig, type Env } from '#libs/config/read-config.js';
import type { Config, ConfigShape } from '#libs/config/setting.js';
import { erpnextSettings } from '#libs/config/shared-settings.js';
import { quotationRules, type QuotationRules } from '../../services/quotation-service/config.js';
import { erpnextSetupShape, kafkaSetupShape, type KafkaSetupConfig } from '../config.js';

const integrationShape = { erpnext: erpnextSettings };

/** As much of the configuration as can be read; the doctor works with it and tells the rest. */
export interface DoctorConfig {
  readonly kafka?: KafkaSetupConfig;
  readonly integration?: Config<typeof integrationShape>['erpnext'];
  readonly site?: Config<typeof erpnextSetupShape>;
  /** Of the services that write orders: they have all the others' too. */
  readonly rules?: QuotationRules;
  /** Undefined when nobody chose one. */
  readonly shopTimeZone?: string;
  readonly problems: readonly string[];
}

export const readDoctorConfig = (env: Env): DoctorConfig => {
  const problems = new Set<string>();
  const read = <Shape extends ConfigShape>(shape: Shape): Config<Shape> | undefined => {
    try {
      return readConfig(shape, env);
    } catch (error) {
      if (!(error instanceof InvalidConfig)) throw error;
      for (const problem of error.problems) problems.add(problem);
      return readConfigDespite(shape, env);
    }
  };
  const kafka = read(kafkaSetupShape);
  const site = read(erpnextSetupShape);
  const integration = read(integrationShape)?.erpnext;
  const rules = read(quotationRules);
  return {
    ...(kafka && { kafka }),
    ...(site && { site }),
    ...(integration && { integration }),
    ...(rules && { rules }),
    ...(env['SHOP_TIME_ZONE'] && { shopTimeZone: env['SHOP_TIME_ZONE'] }),
    problems: [...problems],
  };
};

/** An unknown variable elsewhere must not keep a part from being looked at. */
const readConfigDespite = <Shape extends ConfigShape>(shape: Shape, env: Env): Config<Shape> | undefined => {
  try {
    return readConfig(shape, env, { prefixes: [] });
  } catch {
    return undefined;
  }
};
