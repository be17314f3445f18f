import { pino, stdTimeFunctions, type DestinationStream, type Logger as Pino } from 'pino';
import type { Logger, LogLevel } from './logger.js';
import { redact } from './redact.js';

export interface PinoLoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Standard output unless a test listens in. */
  readonly destination?: DestinationStream;
}

/** One JSON line per message on standard output, with ISO time and the name of the service. */
export const createLogger = ({ service, level, destination }: PinoLoggerOptions): Logger => {
  const options = {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return redacting(destination ? pino(options, destination) : pino(options));
};

const redacting = (log: Pino): Logger => {
  const line = (level: Exclude<LogLevel, 'silent'>) => (fields: object, message: string) => {
    if (log.isLevelEnabled(level)) log[level](redact(fields, { payloads: level === 'trace' }), message);
  };
  return {
    trace: line('trace'),
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    child: (fields) => redacting(log.child(redact(fields, { payloads: false }))),
  };
};
