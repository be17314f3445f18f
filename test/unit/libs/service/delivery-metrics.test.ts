import { expect } from 'chai';
import { Registry } from 'prom-client';
import { DeliveryMetrics, type WaitingRecord } from '#libs/service/delivery-metrics.js';

describe('DeliveryMetrics', () => {
  const setUp = () => {
    const registry = new Registry();
    const clock = { ms: 100_000 };
    const metrics = new DeliveryMetrics(registry, () => clock.ms);
    const lines = async () => (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#'));
    return { metrics, clock, lines };
  };

  it('tells how long the longest has waited for each cause, as of the scrape', async () => {
    const { metrics, clock, lines } = setUp();
    let waiting: WaitingRecord[] = [
      { cause: 'ERPNEXT_UNAVAILABLE', sinceMs: 95_000 },
      { cause: 'ERPNEXT_UNAVAILABLE', sinceMs: 90_000 },
      { cause: 'IDENTITY_CONFLICT', sinceMs: 99_000 },
    ];
    metrics.observeWaiting(() => waiting);

    clock.ms += 5_000;
    expect(await lines()).to.include.members([
      'isthmus_records_waiting{cause="ERPNEXT_UNAVAILABLE"} 2',
      'isthmus_oldest_waiting_seconds{cause="ERPNEXT_UNAVAILABLE"} 15',
      'isthmus_oldest_waiting_seconds{cause="IDENTITY_CONFLICT"} 6',
    ]);

    waiting = [];
    expect((await lines()).join()).not.to.contain('waiting_seconds{');
  });

  it('names the reason while the service is stopped, and only then', async () => {
    const { metrics, lines } = setUp();

    metrics.stopped('ERPNEXT_CREDENTIALS');
    expect(await lines()).to.include('isthmus_stopped{code="ERPNEXT_CREDENTIALS"} 1');

    metrics.resumed();
    expect((await lines()).join()).not.to.contain('isthmus_stopped{');
  });

  it('is in exactly one state of the breaker', async () => {
    const { metrics, lines } = setUp();

    metrics.breaker('open');

    expect((await lines()).filter((line) => /breaker.* 1$/.test(line))).to.deep.equal([
      'isthmus_breaker_state{state="open"} 1',
    ]);
  });
});
