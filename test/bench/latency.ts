import { setTimeout as sleep } from 'node:timers/promises';
import { figure, median, type Figure } from './figure.js';
import type { Running } from './running.js';
import { stateOf } from './signing-up.js';
import { signed, signUpWebhook } from './webhooks.js';

const erpnextMs = 20;

/** From the webhook's first byte to the Lead, nothing else going on; beside the one call that makes the Lead. */
export const benchLatency = async (running: Running, bridgeUrl: string, samples: number): Promise<Figure> => {
  await running.control('POST', 'faults', { kind: 'latency', ms: erpnextMs });
  const { url, apiKey, apiSecret } = running.surroundings.erpnext;
  const headers = { authorization: `token ${apiKey}:${apiSecret}`, 'content-type': 'application/json' };
  const ours: number[] = [];
  const direct: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const leads = (await stateOf(running)).documents['Lead'] ?? 0;
    const webhook = signed(signUpWebhook(`latency-${sample}`));
    const began = performance.now();
    await fetch(`${bridgeUrl}/webhooks/medusa`, {
      method: 'POST',
      headers: webhook.headers,
      body: new Uint8Array(webhook.body),
    });
    while (((await stateOf(running)).documents['Lead'] ?? 0) === leads) await sleep(1);
    ours.push(performance.now() - began);

    const body = JSON.stringify({ first_name: `Direct ${sample}`, email_id: `direct-${sample}@example.com` });
    const asked = performance.now();
    await (await fetch(`${url}/api/resource/Lead`, { method: 'POST', headers, body })).text();
    direct.push(performance.now() - asked);
  }
  await running.control('DELETE', 'faults');
  return figure({
    name: `webhook to Lead, idle, ERPNext takes ${erpnextMs} ms`,
    value: median(ours),
    unit: 'ms',
    baseline: { name: 'the call to ERPNext alone', value: median(direct) },
  });
};
