import { knownQuotes, type QuoteAdapter } from './quotes/quote-adapter.js';
import { entityTypes, type EntityType } from './relay/change.js';

/** What a shop writes into `medusa-config` under `plugins`. */
export interface IsthmusOptions {
  /** Where the bridge takes webhooks: `https://…/webhooks/medusa`. */
  url: string;
  /** The signing secret, or the current and the next one while it is being replaced. */
  secrets: string | string[];
  /** Default: all of them. */
  send?: EntityType[];
  /** The shop's quote module: `plain`, `b2b-starter`, or an adapter of its own. Default: none. */
  quotes?: 'plain' | 'b2b-starter' | QuoteAdapter;
  /** How long sent changes can be looked up. Default: 7. */
  retentionDays?: number;
  /** Which processes send: those in worker or shared mode (default), or none. */
  relay?: 'worker' | 'off';
  /** How many customers' changes are sent at once by one process. Default: 4. */
  concurrency?: number;
  /** How long the bridge may take for one answer. Default: 10,000. */
  deadlineMs?: number;
  /** How often the outbox is looked into when nothing is heard from it. Default: 2,000. */
  pollMs?: number;
}

export interface Settings {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly send: readonly EntityType[];
  readonly quotes: QuoteAdapter | null;
  readonly retentionDays: number;
  readonly relay: 'worker' | 'off';
  readonly concurrency: number;
  readonly deadlineMs: number;
  readonly pollMs: number;
}

const known = [
  'url',
  'secrets',
  'send',
  'quotes',
  'retentionDays',
  'relay',
  'concurrency',
  'deadlineMs',
  'pollMs',
];

/** Medusa hands its own database settings to each module among the options. */
const addedByMedusa = 'database';

/** @throws with every problem at once, so that a shop is restarted once */
export const readOptions = (options: Record<string, unknown>): Settings => {
  const problems: string[] = [];
  for (const name of Object.keys(options)) {
    if (![...known, addedByMedusa].includes(name))
      problems.push(`${name}: unknown; there are ${known.join(', ')}`);
  }

  const number = (name: string, otherwise: number, least: number, most: number): number => {
    const value = options[name] ?? otherwise;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    problems.push(`${name}: must be a number from ${least} to ${most}`);
    return otherwise;
  };

  const settings: Settings = {
    url: urlIn(options['url'], problems),
    secrets: secretsIn(options['secrets'], problems),
    send: sendIn(options['send'], problems),
    quotes: quotesIn(options['quotes'], problems),
    retentionDays: number('retentionDays', 7, 0, 3_650),
    relay: relayIn(options['relay'], problems),
    concurrency: number('concurrency', 4, 1, 64),
    deadlineMs: number('deadlineMs', 10_000, 100, 120_000),
    pollMs: number('pollMs', 2_000, 50, 600_000),
  };
  if (problems.length > 0) throw new Error(`Options of @isthmus/medusa-plugin:\n- ${problems.join('\n- ')}`);
  return Object.freeze(settings);
};

const urlIn = (value: unknown, problems: string[]): string => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username) return url.href;
  problems.push(
    'url: must be the http(s) address of the bridge, such as https://bridge.example/webhooks/medusa',
  );
  return '';
};

const secretsIn = (value: unknown, problems: string[]): string[] => {
  const secrets = (Array.isArray(value) ? value : [value]).filter(
    (secret) => secret != null && secret !== '',
  );
  if (secrets.length > 0 && secrets.every((secret) => typeof secret === 'string')) return secrets;
  problems.push('secrets: must be the signing secret of the bridge, or a list of them');
  return [];
};

const sendIn = (value: unknown, problems: string[]): readonly EntityType[] => {
  const wanted = value ?? entityTypes;
  if (Array.isArray(wanted) && wanted.every((one) => entityTypes.includes(one as EntityType)))
    return wanted as EntityType[];
  problems.push(`send: must be a list of ${entityTypes.join(', ')}`);
  return [];
};

const quotesIn = (value: unknown, problems: string[]): QuoteAdapter | null => {
  if (value == null) return null;
  const adapter = typeof value === 'string' ? knownQuotes[value] : (value as QuoteAdapter);
  if (
    adapter &&
    typeof adapter.toQuote === 'function' &&
    adapter.table &&
    adapter.entity &&
    adapter.orderField
  )
    return adapter;
  problems.push(`quotes: must be ${Object.keys(knownQuotes).join(', ')}, or an adapter (see the README)`);
  return null;
};

const relayIn = (value: unknown, problems: string[]): 'worker' | 'off' => {
  const relay = value ?? 'worker';
  if (relay === 'worker' || relay === 'off') return relay;
  problems.push('relay: must be worker or off');
  return 'off';
};
