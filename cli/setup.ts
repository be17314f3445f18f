import { Command } from 'commander';
import type { Env } from '#libs/config/read-config.js';
import { createLogger } from '#libs/logging/pino-logger.js';
import { readSetupConfig } from './config.js';
import { administratorOf } from './setup/administrator.js';
import { isWell } from './setup/finding.js';
import { runSetup } from './setup/run-setup.js';
import { showFindings } from './setup/show-findings.js';

interface Options {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly skipKafka: boolean;
  readonly skipErpnext: boolean;
  readonly demoData: boolean;
}

export const setupCommand = (env: Env): Command =>
  new Command('setup')
    .description('make what the services need in Kafka, the schema registry and ERPNext; safe to repeat')
    .option('--dry-run', 'only say what would be made', false)
    .option('--json', 'print the findings as JSON', false)
    .option('--skip-kafka', 'leave out topics and schemas', false)
    .option('--skip-erpnext', 'leave out ERPNext', false)
    .option('--demo-data', 'make also what the captured shop of the demo sells and is taxed with', false)
    .action(async ({ dryRun, json, skipKafka, skipErpnext, demoData }: Options) => {
      const config = readSetupConfig(env, { skipKafka, skipErpnext });
      // What a client tells of its retries would only hide the findings.
      const log = createLogger({ service: 'isthmus', level: 'silent' });

      const findings = await runSetup({ config, administrator: administratorOf, log, dryRun, demoData });

      process.stdout.write(`${json ? JSON.stringify(findings) : showFindings(findings, { dryRun })}\n`);
      process.exitCode = findings.every(isWell) ? 0 : 1;
    });
