import { logLevel, type LogEntry, type logCreator } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** What kafkajs shouts or whispers, at the level that an operator should see it. */
const louderOrQuieter: readonly (readonly [pattern: RegExp, level: Level])[] = [
  // A member joins or leaves: everyday.
  [/rebalancing/i, 'info'],
  // A commit of the generation before a rebalance: the next one goes through.
  [/generation id is not valid|not aware of this member/i, 'info'],
  // The window is full or has room again: deliver says why.
  [/^(Pausing|Resuming) fetching/, 'debug'],
  // True of a producer that is kept after a failure; ours is thrown away.
  [/Limiting retries for the idempotent producer/, 'debug'],
  // Retention was shorter than the outage, or the topic was made anew: records may be missing.
  [/^Offset out of range/, 'error'],
];

const levelOf: Readonly<Record<logLevel, Level>> = {
  [logLevel.NOTHING]: 'debug',
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'info',
  [logLevel.DEBUG]: 'debug',
};

export const kafkaJsLog =
  (log: Logger): logCreator =>
  () =>
  ({ namespace, level, log: { message, error, ...fields } }: LogEntry) => {
    const text = `${message} ${typeof error === 'string' ? error : ''}`;
    const known = louderOrQuieter.find(([pattern]) => pattern.test(text));

    log[known ? known[1] : levelOf[level]](
      {
        component: 'kafkajs',
        namespace,
        ...without(fields, ['timestamp', 'logger', 'stack']),
        error,
        said: message,
      },
      'kafkajs says',
    );
  };

const without = (fields: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
