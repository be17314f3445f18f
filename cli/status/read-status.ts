import { codeOf, IntegrationError } from '#libs/errors/integration-error.js';
import { groupStates } from '#libs/messaging/group-state.js';
import { groupsOf } from '../dead-letters/groups.js';
import { readLedger } from '../dead-letters/read-ledger.js';
import { eventTopicsOf } from '../event-topics.js';
import type { TopicsConnection } from '../operator-connections.js';
import type { Terminal } from '../terminal/terminal.js';
import { lookAtService } from './look-at-service.js';
import { readAttention } from './read-attention.js';
import type { ServiceStatus, Status } from './status.js';

export interface StatusOptions {
  /** `name=URL` */
  readonly services: readonly string[];
  /** How far back is looked for what needs attention, ms since 1970. */
  readonly sinceMs: number;
  readonly terminal: Pick<Terminal, 'say'>;
}

/** Looks at everything, whatever part of it does not answer. */
export const readStatus = async (
  connection: TopicsConnection,
  { services, sinceMs, terminal }: StatusOptions,
): Promise<Status> => {
  const unseen: string[] = [];
  const orNothing = async <T>(what: string, nothing: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      unseen.push(`${what}: ${codeOf(error)}, ${error.message}`);
      return nothing;
    }
  };

  const urls = new Map(
    services.map((each): [string, string] => {
      const [name = '', ...url] = each.split('=');
      return [name, url.join('=').replace(/\/+$/, '')];
    }),
  );
  const readings = eventTopicsOf(connection);
  // Side by side: a Kafka that hangs is waited for once.
  const [groups, needsAttention, deadLetters] = await Promise.all([
    orNothing('consumer groups', [], () => groupStates(connection.kafka, connection.log, readings)),
    orNothing('lifecycle topic', [], () => readAttention(connection, sinceMs, terminal)),
    orNothing('dead letters', [], async () => groupsOf((await readLedger(connection, terminal)).open())),
  ]);
  const names = [...new Set(['webhook-bridge', ...readings.map(({ service }) => service), ...urls.keys()])];
  const statuses = await Promise.all(
    names.map(async (name): Promise<ServiceStatus> => {
      const url = urls.get(name);
      const look = url === undefined ? undefined : await lookAtService(url);
      if (url !== undefined && look === undefined) unseen.push(`${name}: nothing answers at ${url}`);
      const reading = readings.find(({ service }) => service === name);
      return { name, url, look, group: groups.find(({ group }) => group === reading?.group) };
    }),
  );
  return {
    services: statuses,
    needsAttention,
    deadLetters,
    unseen,
  };
};
