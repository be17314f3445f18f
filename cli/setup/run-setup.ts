import { customFields } from '#libs/erpnext/custom-fields.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import type { Logger } from '#libs/logging/logger.js';
import type { ErpNextSetupConfig, SetupConfig } from '../config.js';
import type { Credentials } from './administrator.js';
import { setUpClientScripts } from './client-script-setup.js';
import { setUpCustomFields, type SetupOptions } from './custom-field-setup.js';
import type { Finding } from './finding.js';
import { setUpDemoShop } from './demo-setup.js';
import { setUpSubjects, setUpTopics } from './kafka-setup.js';
import { setUpMasters } from './master-setup.js';

export interface SetupRun extends SetupOptions {
  readonly config: SetupConfig;
  /** Asked for only when ERPNext is set up. */
  readonly administrator: (erpnext: ErpNextSetupConfig) => Promise<Credentials>;
  readonly log: Logger;
  /** Whether the site is to see the orders of the captured shop. */
  readonly demoData?: boolean;
}

/** Looks at everything, whatever is wrong with a part of it. */
export const runSetup = async (run: SetupRun): Promise<Finding[]> => {
  const { config, administrator, log, dryRun, demoData = false } = run;
  const { kafka, erpnext } = config;
  const credentials = erpnext && (await administrator(erpnext));
  const findings: Finding[] = [];
  const section = async (kind: string, name: string, work: () => Promise<Finding[]>) => {
    try {
      findings.push(...(await work()));
    } catch (error) {
      findings.push({ kind, name, state: 'failed', detail: reasonOf(error) });
    }
  };

  if (kafka) {
    const brokers = kafka.kafka.brokers.join(',');
    await section('Kafka', brokers, () => setUpTopics(kafka, log, { dryRun }));
    await section('Schema registry', kafka.registry.url, () => setUpSubjects(kafka, { dryRun }));
  }
  if (erpnext && credentials) {
    const { url, timeoutMs, company } = erpnext;
    const client = new ErpNextHttpClient({ url, timeoutMs, maxInFlight: 1, ...credentials });
    await section('ERPNext', url, async () => [
      ...(await setUpCustomFields(client, customFields, { dryRun })),
      ...(await setUpMasters(client, { dryRun })),
      ...(await setUpClientScripts(client, { dryRun })),
    ]);
    if (demoData) await section('Demo shop', url, () => setUpDemoShop(client, { company, dryRun }));
    client.close();
  }
  return findings;
};

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
