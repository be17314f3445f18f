/** Something that a service consists of and that lives as long as it does: a consumer, a server, a publisher. */
export interface Part {
  readonly name: string;
  start(): Promise<void>;
  /** Safe to call whatever `start` did. */
  stop(): Promise<void>;
  /** Resolves with the reason once the part has given up for good, which ends the service. */
  readonly gaveUp?: Promise<Error>;
}
