import { setTimeout as sleep } from 'node:timers/promises';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { figure, type Figure } from './figure.js';
import type { Running } from './running.js';

/** People who have just signed up, each once in all of a run. */
export const signUps = (count: number, who: string): (readonly [string, CustomerEvent])[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `cus_${who}_${n}`;
    return [id, customerEvent({ id, email: `${id}@example.com`, firstName: who, lastName: `No ${n}` })];
  });

interface SandboxState {
  readonly documents: Readonly<Record<string, number>>;
  readonly requests: { readonly total: number };
}

export const stateOf = async (running: Running): Promise<SandboxState> =>
  (await running.control('GET', 'state')) as SandboxState;

/** Events a second from one count of Leads to another. */
const rateBetween = async (running: Running, from: number, to: number): Promise<number> => {
  const reached = async (wanted: number) => {
    while (((await stateOf(running)).documents['Lead'] ?? 0) < wanted) await sleep(20);
    return performance.now();
  };
  const began = await reached(from);
  return (to - from) / (((await reached(to)) - began) / 1000);
};

/** The ideal: nothing but the calls, one after the other. */
const bareRate = async (running: Running, who: string, count: number): Promise<number> => {
  const { url, apiKey, apiSecret } = running.surroundings.erpnext;
  const headers = { authorization: `token ${apiKey}:${apiSecret}`, 'content-type': 'application/json' };
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ first_name: `${who} ${n}`, email_id: `bare-${who}-${n}@example.com` });
    await (await fetch(`${url}/api/resource/Lead`, { method: 'POST', headers, body })).text();
  }
  return count / ((performance.now() - began) / 1000);
};

/**
 * Sign-ups a second while each call of ERPNext takes `latencyMs` and what the sandbox needs for it. One call each, one
 * at a time: a Lead's insert holds the row of its number series, so a second one in flight would only wait for it.
 */
export const benchSignUps = async (
  running: Running,
  { latencyMs, events, lag }: { latencyMs: number; events: number; lag: number },
): Promise<Figure[]> => {
  const who = `${lag > 0 ? 'lagging' : 'idle'}-${latencyMs}`;
  await running.control('POST', 'faults', { kind: 'latency', ms: latencyMs });
  const bare = await bareRate(running, who, Math.ceil(events / 4));
  const before = await stateOf(running);
  const leads = before.documents['Lead'] ?? 0;
  const { customerEvents } = running.topics;
  await running.publish(customerEvents, customerEventSchema, signUps(events + lag, who));
  // The first ones wait for connections to be made.
  const perSecond = await rateBetween(running, leads + Math.ceil(events / 10), leads + events);
  const after = await stateOf(running);
  await running.control('DELETE', 'faults');
  const made = (after.documents['Lead'] ?? 0) - leads;

  const under = lag > 0 ? `${lag} records of lag` : 'no lag';
  return [
    figure({
      name: `lead-service: sign-ups, ERPNext takes ${latencyMs} ms, ${under}`,
      value: perSecond,
      unit: '/s',
      baseline: { name: 'bare inserts, one after the other', value: bare },
      goal: { of: 'ratio', atLeast: 0.9 },
    }),
    figure({
      name: `lead-service: calls a sign-up, ${latencyMs} ms, ${under}`,
      value: (after.requests.total - before.requests.total) / made,
      unit: 'calls',
      goal: { of: 'value', atMost: 1.3 },
    }),
  ];
};
