export interface Folder {
  readonly path: string;
  /** The contract tests that are about it, as patterns of their names. They are asked about what no unit test has noticed. */
  readonly contract: readonly string[];
}

const quotations = ['quotation-*', 'order-addresses', 'amend-in-desk'];

export const folders: readonly Folder[] = [
  { path: 'libs/address', contract: ['address-*', 'order-addresses'] },
  { path: 'libs/config', contract: [] },
  { path: 'libs/erpnext', contract: ['erpnext-http-client', 'set-up-check', 'unlinked'] },
  { path: 'libs/errors', contract: [] },
  { path: 'libs/logging', contract: [] },
  { path: 'libs/messaging', contract: [] },
  {
    path: 'libs/party',
    contract: ['party-*', 'conversion-*', 'linked-*', 'link-button', 'unlinked', 'doctor'],
  },
  { path: 'libs/service', contract: [] },
  { path: 'services/address-service', contract: ['address-*'] },
  { path: 'services/lead-service', contract: ['party-*'] },
  { path: 'services/quotation-service', contract: quotations },
  { path: 'services/webhook-bridge', contract: [] },
];

/** What only a real Kafka, a real registry or a real process can show is left to the integration tests. */
export const leftOut = [
  '!**/{container,main,config}.ts',
  '!libs/messaging/{kafka-*,avro-codec,topic-reader,merged-reader,offset-commits,group-state,consumer-groups,disposable-producer}.ts',
];

/** Tests that go through a case once for each of its calls: they would take most of the time, and notice little more. */
export const withoutLongTests = '^(?!.*(after a kill|after the loss|during the creation|many members)).*$';
