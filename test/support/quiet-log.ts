import type { Logger } from '#libs/logging/logger.js';

const nothing = () => undefined;

/** For tests that are not about the log. */
export const quietLog: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => quietLog,
};

/** Keeps what was said, as `level: message` with its fields. */
export const listeningLog = (): Logger & {
  readonly lines: { level: string; message: string; fields: object }[];
} => {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields });
  const log = {
    lines,
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  return log;
};
