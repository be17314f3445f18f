import { IntegrationError } from '#libs/errors/integration-error.js';

/** Kafka did not confirm a record in time. It may be in the topic all the same. */
export class KafkaUnavailable extends IntegrationError {
  readonly code = 'KAFKA_UNAVAILABLE';
}

/** The broker takes no record of this size, alone in its batch. */
export class RecordTooLarge extends IntegrationError {
  readonly code = 'RECORD_TOO_LARGE';
}

export class TopicMissing extends IntegrationError {
  readonly code = 'TOPIC_MISSING';
}

/** The broker refuses our login, or our login may not use the topic or the group. */
export class KafkaForbidden extends IntegrationError {
  readonly code = 'KAFKA_FORBIDDEN';
}

export class RegistryUnavailable extends IntegrationError {
  readonly code = 'REGISTRY_UNAVAILABLE';
}

/** The registry refuses our login. */
export class RegistryForbidden extends IntegrationError {
  readonly code = 'REGISTRY_FORBIDDEN';
}

/** Something answers at the registry's address, but it does not answer like a schema registry. */
export class RegistryUnrecognised extends IntegrationError {
  readonly code = 'REGISTRY_UNRECOGNISED';
}

export class SchemaNotRegistered extends IntegrationError {
  readonly code = 'SCHEMA_NOT_REGISTERED';
}

export class SchemaUnknown extends IntegrationError {
  readonly code = 'SCHEMA_UNKNOWN';
}

export class Undecodable extends IntegrationError {
  readonly code = 'UNDECODABLE';
}

/** A passing cause that does not pass for this record, while others go through. */
export class KeepsFailing extends IntegrationError {
  readonly code = 'KEEPS_FAILING';
}

/** The lane of this key is full. */
export class KeyOverflow extends IntegrationError {
  readonly code = 'KEY_OVERFLOW';
}
