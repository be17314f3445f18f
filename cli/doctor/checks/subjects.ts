import { setUpSubjects } from '../../setup/kafka-setup.js';
import type { KafkaSetupConfig } from '../../config.js';
import { fine, warning, wrong, type Check } from '../finding.js';

/** Whether the registry holds the schemas that this version writes. */
export const subjectsCheck = (config: KafkaSetupConfig): Check => ({
  name: 'Schemas',
  async run() {
    const findings = await setUpSubjects(config, { dryRun: true });
    const failed = findings.find(({ state }) => state === 'failed');
    if (failed !== undefined) {
      return [
        wrong(
          `the schema registry at ${config.registry.url} can not be asked: ${failed.detail ?? ''}`,
          'Bring it back, or correct SCHEMA_REGISTRY_URL (with its path) and its user and password.',
        ),
      ];
    }
    const missing = findings.filter(({ state }) => state === 'would be made');
    const lax = findings.filter(({ state }) => state === 'differs');
    if (missing.length + lax.length === 0)
      return [fine(`${findings.length} subjects hold the schemas of this version`)];
    return [
      ...missing.map(({ name }) =>
        wrong(
          `subject ${name} does not hold the schema of this version: no record can be written to its topic`,
          'npx isthmus setup --skip-erpnext',
        ),
      ),
      ...lax.map(({ name, detail = '' }) =>
        warning(
          `subject ${name} is not held to what setup holds it to (${detail.split(';')[0]}): a schema that breaks its readers would be taken`,
          `curl -X PUT -H 'Content-Type: application/json' -d '{"compatibility":"FULL_TRANSITIVE"}' ${config.registry.url.replace(/\/+$/, '')}/config/${name}`,
        ),
      ),
    ];
  },
});
