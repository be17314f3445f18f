/**
 * What a part of Isthmus may say to its operator. Messages are constants, values are fields; ids and codes, never a
 * customer's data or a secret.
 */
export interface Logger {
  /** The only level at which payloads are shown at all, and even there without personal data. */
  trace(fields: object, message: string): void;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** The same log with these fields in every line. */
  child(fields: object): Logger;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];
