/** Where Kafka is and how to get in. */
export interface KafkaSettings {
  readonly clientId: string;
  readonly brokers: readonly string[];
  /** true: TLS with the certificates that Node trusts; or the PEM of a private authority. */
  readonly ssl?: boolean | { readonly ca: string };
  readonly sasl?: SaslSettings;
}

export interface SaslSettings {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}
