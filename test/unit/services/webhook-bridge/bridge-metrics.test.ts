import { expect } from 'chai';
import { Registry } from 'prom-client';
import { BridgeMetrics } from '../../../../services/webhook-bridge/bridge-metrics.js';

describe('What a sender sends that concerns nobody', () => {
  it('is counted by its type, and under one name where the type is odd', async () => {
    const registry = new Registry();
    const metrics = new BridgeMetrics(registry);
    const longest = 'p'.repeat(40);

    for (const type of [
      'payment',
      'payment',
      longest,
      `${longest}p`,
      'Payment',
      'payment 7',
      '7_payment',
      '',
    ])
      metrics.ignored(type);

    const text = await registry.metrics();
    expect(text).to.contain('isthmus_bridge_ignored_events_total{entity_type="payment"} 2');
    expect(text).to.contain(`isthmus_bridge_ignored_events_total{entity_type="${longest}"} 1`);
    expect(text).to.contain('isthmus_bridge_ignored_events_total{entity_type="other"} 5');
  });
});
