import { closest } from './closest.js';
import { InvalidConfig } from './invalid-config.js';
import { isSetting, settingsOf, type Config, type ConfigShape, type Setting } from './setting.js';
import { variables } from './variables.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Variables that start like this are ours, so one that nobody knows is a typing mistake. */
export const ourPrefixes = [
  'KAFKA_',
  'SCHEMA_REGISTRY_',
  'TOPIC_',
  'ERPNEXT_',
  'MEDUSA_',
  'DELIVERY_',
  'ISTHMUS_',
] as const;

/**
 * Reads what a shape asks for out of an environment, typed and frozen. An empty variable counts as absent.
 * @throws InvalidConfig that lists every problem at once.
 */
export const readConfig = <const Shape extends ConfigShape>(
  shape: Shape,
  env: Env,
  { prefixes = ourPrefixes }: { prefixes?: readonly string[] } = {},
): Config<Shape> => {
  const problems = [...unknown(env, prefixes), ...incomplete(settingsOf(shape), env)];

  const read = (group: ConfigShape): object =>
    Object.freeze(
      Object.fromEntries(
        Object.entries(group).map(([name, entry]) => [name, isSetting(entry) ? one(entry) : read(entry)]),
      ),
    );

  const one = ({ variable, schema, secret }: Setting<unknown>): unknown => {
    const given = env[variable] || undefined;
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    const expected = parsed.error.issues[0]?.message;
    const wrong = given === undefined ? 'missing' : secret ? 'wrong' : `"${given}"`;
    problems.push(`${variable} is ${wrong}; expected ${expected}`);
    return undefined;
  };

  const config = read(shape) as Config<Shape>;
  if (problems.length > 0) throw new InvalidConfig(problems);
  return config;
};

const incomplete = (settings: readonly Setting<unknown>[], env: Env): string[] =>
  settings.flatMap(({ variable, needs }) =>
    needs && env[variable] && !env[needs] ? [`${variable} is given, but ${needs} is missing`] : [],
  );

const unknown = (env: Env, prefixes: readonly string[]): string[] =>
  Object.keys(env)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !(variables as readonly string[]).includes(name) && !isServiceLink(name))
    .map((name) => `${name} is unknown; did you mean ${closest(name, variables)}?`);

/** Kubernetes sets KAFKA_SERVICE_HOST, KAFKA_PORT_9092_TCP and such for a Service that is called `kafka`. */
const isServiceLink = (name: string) => /_SERVICE_(HOST|PORT)|_PORT(_\d+_(TCP|UDP).*)?$/.test(name);
