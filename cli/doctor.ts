import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { allChecks } from './doctor/all-checks.js';
import { readDoctorConfig, type DoctorConfig } from './doctor/config.js';
import { countOf, runChecks, type Checked } from './doctor/run-checks.js';
import { showResults } from './doctor/show-results.js';
import { terminal } from './terminal/terminal.js';

interface Options {
  readonly all: boolean;
  readonly json: boolean;
}

export const doctorCommand = (env: Env): Command =>
  new Command('doctor')
    .description('look at Kafka, registry, ERPNext and configuration, and say what mends what is wrong')
    .option('--all', 'show what is fine, too', false)
    .option('--json', 'print everything as JSON', false)
    .action(async ({ all, json }: Options) => {
      const results = await examine(readDoctorConfig(env));
      terminal.print(json ? JSON.stringify(results) : showResults(results, { all }));
      process.exitCode = countOf(results, 'wrong') > 0 ? 1 : 0;
    });

/** Reads only. */
export const examine = async (config: DoctorConfig): Promise<Checked[]> => {
  const clients = clientsOf(config);
  // What clients tell of their retries would only hide the findings.
  const log = createLogger({ service: 'isthmus', level: 'silent' });
  try {
    return await runChecks(allChecks(config, clients, log));
  } finally {
    clients.integration?.close();
    clients.admin?.close();
  }
};

const clientsOf = ({ site, integration }: DoctorConfig) => {
  const of = (apiKey: string, apiSecret: string) =>
    site && new ErpNextHttpClient({ ...site, apiKey, apiSecret, maxInFlight: 1 });
  return {
    integration: integration && of(integration.apiKey, integration.apiSecret),
    admin: site?.adminApiKey && site.adminApiSecret ? of(site.adminApiKey, site.adminApiSecret) : undefined,
  };
};
