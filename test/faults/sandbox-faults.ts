import { setTimeout as sleep } from 'node:timers/promises';
import type { ErpNextSandbox } from '../../sandbox/erpnext/erpnext-sandbox.js';
import type { FaultSpec } from '../../sandbox/erpnext/faults.js';
import type { Chance } from './chance.js';

/** Something that goes wrong; answers how often it really did. */
export interface ScheduledFault {
  readonly name: string;
  strike(chance: Chance): Promise<number>;
}

interface OfErpNext {
  readonly name: string;
  readonly spec: Omit<FaultSpec, 'seed'>;
  readonly ms: readonly [shortest: number, longest: number];
}

const documents = '^/api/(v1/)?resource/';
const short = [800, 1_500] as const;

const all: readonly OfErpNext[] = [
  { name: 'latency', spec: { kind: 'latency', ms: 20, maxMs: 300 }, ms: short },
  { name: 'rate-limited-429', spec: { kind: 'rate-limited', probability: 0.3 }, ms: short },
  { name: 'session-stopped-503', spec: { kind: 'session-stopped', probability: 0.4 }, ms: short },
  { name: 'read-only-503', spec: { kind: 'read-only', probability: 0.4 }, ms: short },
  { name: 'database-down', spec: { kind: 'database-down', probability: 0.4 }, ms: short },
  { name: 'deadlock-500', spec: { kind: 'deadlock', probability: 0.4 }, ms: short },
  { name: 'record-has-changed', spec: { kind: 'deadlock', errno: 1020, probability: 0.4 }, ms: short },
  { name: 'lock-wait', spec: { kind: 'lock-wait', probability: 0.3 }, ms: short },
  { name: 'bad-gateway-502', spec: { kind: 'bad-gateway', probability: 0.4 }, ms: short },
  {
    name: 'timestamp-conflict',
    spec: { kind: 'timestamp-mismatch', method: 'PUT', probability: 0.5 },
    ms: short,
  },
  {
    name: 'answer-of-insert-lost',
    spec: { kind: 'answer-lost', method: 'POST', path: documents, probability: 0.5 },
    ms: [1_500, 2_500],
  },
  {
    name: 'answer-of-update-lost',
    spec: { kind: 'answer-lost', method: 'PUT', path: documents, probability: 0.5 },
    ms: [1_500, 2_500],
  },
  {
    name: 'page-after-write',
    spec: { kind: 'page-after-write', method: 'POST', path: documents, probability: 0.3 },
    ms: short,
  },
  { name: 'hang', spec: { kind: 'hang', count: 3 }, ms: short },
  { name: 'erpnext-down', spec: { kind: 'down' }, ms: [2_000, 5_000] },
];

/** So long one that nothing has met yet stays switched on. */
const patienceMs = 8_000;

export const erpNextFaults = ({ faults }: ErpNextSandbox): readonly ScheduledFault[] =>
  all.map(({ name, spec, ms: [shortest, longest] }) => ({
    name,
    async strike(chance) {
      const fault = faults.add({ ...spec, seed: chance.whole(1, 1_000_000) });
      await sleep(chance.whole(shortest, longest));
      for (let waited = 0; fault.hits === 0 && waited < patienceMs; waited += 100) await sleep(100);
      faults.remove(fault.id);
      return fault.hits;
    },
  }));
