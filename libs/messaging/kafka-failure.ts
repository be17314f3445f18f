import { IntegrationError } from '#libs/errors/integration-error.js';
import { KafkaForbidden, KafkaUnavailable, TopicMissing } from './errors.js';

/** What kafkajs failed with, as a failure that Isthmus understands. */
export const kafkaFailure = (
  error: unknown,
  context: Readonly<Record<string, unknown>> = {},
): IntegrationError => {
  if (error instanceof IntegrationError) return error;
  const options = { cause: error };
  const type = protocolErrorOf(error);
  const known = { ...context, ...(type && { kafkaError: type }) };
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'INVALID_TOPIC_EXCEPTION')
    return new TopicMissing('the topic does not exist', known, options);
  if (type?.endsWith('AUTHORIZATION_FAILED') || chainOf(error).some(isLoginFailure))
    return new KafkaForbidden('Kafka refuses this login', known, options);
  return new KafkaUnavailable('Kafka did not confirm in time', known, options);
};

/** The Kafka protocol's own name of the error at the root of a chain of kafkajs errors. */
export const protocolErrorOf = (error: unknown): string | undefined =>
  chainOf(error)
    .map((link) => ('type' in link && typeof link.type === 'string' ? link.type : undefined))
    .find((type) => type !== undefined);

const chainOf = (error: unknown): Error[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : []);

const isLoginFailure = (error: Error) => error.name === 'KafkaJSSASLAuthenticationError';
