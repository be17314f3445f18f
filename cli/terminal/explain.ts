import { InvalidConfig } from '#libs/config/invalid-config.js';
import { entryOf, IntegrationError } from '#libs/errors/integration-error.js';
import { Refusal } from './refusal.js';

/** What a person is told of a command that failed; a stack only where nobody foresaw it. */
export const explain = (error: unknown): string => {
  if (error instanceof InvalidConfig || error instanceof Refusal) return error.message;
  if (error instanceof IntegrationError) return `${error.code}: ${error.message}\n${entryOf(error).mend}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
