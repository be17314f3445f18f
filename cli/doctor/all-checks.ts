import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Logger } from '#libs/logging/logger.js';
import { administratorCheck, asAdministrator } from './checks/administrator.js';
import { appsCheck } from './checks/apps.js';
import { booksCheck } from './checks/books.js';
import { configurationCheck } from './checks/configuration.js';
import { countriesCheck } from './checks/countries.js';
import { crmSettingsCheck } from './checks/crm-settings.js';
import { deadLettersCheck } from './checks/dead-letters.js';
import { erpnextThereCheck } from './checks/erpnext-there.js';
import { groupsCheck } from './checks/groups.js';
import { integrationUserCheck } from './checks/integration-user.js';
import { mandatoryFieldsCheck } from './checks/mandatory-fields.js';
import { kafkaClockCheck } from './checks/kafka-clock.js';
import { leadOwnerCheck, territoriesCheck } from './checks/named-masters.js';
import { sellingSettingsCheck } from './checks/selling-settings.js';
import { setUpForServicesCheck, setUpOnSiteCheck } from './checks/set-up.js';
import { siteAutomationCheck } from './checks/site-automation.js';
import { snapshotIsolationCheck } from './checks/snapshot-isolation.js';
import { subjectsCheck } from './checks/subjects.js';
import { timeZoneCheck } from './checks/time-zone.js';
import { topicsCheck } from './checks/topics.js';
import { connectTopics } from '../operator-connections.js';
import type { DoctorConfig } from './config.js';
import { warning, type Check } from './finding.js';

/** Who asks ERPNext; undefined where the credentials are missing. */
export interface Askers {
  readonly integration: ErpNextClient | undefined;
  readonly admin: ErpNextClient | undefined;
}

/** Everything that can be looked at with what the configuration has. */
export const allChecks = (config: DoctorConfig, askers: Askers, log: Logger): Check[] => [
  configurationCheck(config.problems),
  ...kafkaChecks(config, log).map((check): Check => ({ asks: 'Kafka', ...check })),
  ...(config.kafka ? [subjectsCheck(config.kafka)] : []),
  ...erpnextChecks(config, askers).map((check): Check => ({ asks: 'ERPNext', ...check })),
];

const kafkaChecks = ({ kafka }: DoctorConfig, log: Logger): Check[] => {
  if (kafka === undefined) return [];
  const connection = connectTopics({ ...kafka, topicPrefix: kafka.topics.prefix, services: [] });
  return [
    topicsCheck(kafka, log),
    kafkaClockCheck(connection),
    groupsCheck(connection),
    deadLettersCheck(connection),
  ];
};

const erpnextChecks = (
  { site, rules, shopTimeZone }: DoctorConfig,
  { integration, admin }: Askers,
): Check[] => {
  if (site === undefined) return [];
  const asker = integration ?? admin;
  return [
    erpnextThereCheck(site.url, site.timeoutMs),
    ...(integration ? [integrationUserCheck({ erpnext: integration, admin })] : []),
    ...(asker
      ? [
          appsCheck(asker),
          sellingSettingsCheck(asker),
          countriesCheck(asker),
          territoriesCheck(asker, territoriesOf(rules)),
          timeZoneCheck(asker, shopTimeZone),
          ...(rules ? [booksCheck(asker, rules)] : []),
        ]
      : []),
    ...(admin
      ? [
          administratorCheck(admin),
          ...[
            setUpOnSiteCheck(admin),
            mandatoryFieldsCheck(admin),
            siteAutomationCheck(admin),
            crmSettingsCheck(admin),
            snapshotIsolationCheck(admin),
            ...(rules?.party.leadOwner ? [leadOwnerCheck(admin, rules.party.leadOwner)] : []),
          ].map(asAdministrator),
        ]
      : [...(asker ? [setUpForServicesCheck(asker)] : []), notLookedAt]),
  ];
};

const territoriesOf = (rules: DoctorConfig['rules']) =>
  rules === undefined
    ? []
    : [
        { variable: 'ERPNEXT_TERRITORY', territory: rules.conversion.territory },
        ...rules.party.territories.map((pair) => ({
          variable: 'ERPNEXT_TERRITORIES',
          territory: pair.slice(pair.indexOf('=') + 1).trim(),
        })),
      ];

const notLookedAt: Check = {
  name: 'Not looked at',
  run: () =>
    Promise.resolve([
      warning(
        'what only an administrator may read: roles, whether Custom Fields are unique, mandatory fields, Workflows, scripts, CRM Settings, the Error Log',
        'Set ERPNEXT_ADMIN_API_KEY and ERPNEXT_ADMIN_API_SECRET of a System Manager for this one command. Nothing is written.',
      ),
    ]),
};
