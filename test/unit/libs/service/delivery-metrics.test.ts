import { expect } from 'chai';
import { Registry } from 'prom-client';
import type { Delivery } from '#libs/messaging/middleware.js';
import type { ServiceState } from '#libs/messaging/service-consumer.js';
import { DeliveryMetrics } from '#libs/service/delivery-metrics.js';

describe('DeliveryMetrics', () => {
  const well: ServiceState = {
    ready: true,
    partitions: [0],
    unfinished: 0,
    stopped: undefined,
    breakerOpenedBy: undefined,
    oldestWaiting: [],
  };
  const setUp = (lag = () => Promise.resolve(new Map([[3, 7]]))) => {
    const registry = new Registry();
    const consumer = { current: well, state: () => consumer.current, lag };
    const metrics = new DeliveryMetrics(registry);
    metrics.observe('medusa.customer.events.v1', consumer);
    const lines = async () => (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#'));
    return { metrics, consumer, lines };
  };

  it('tells how long the longest has waited for each cause, and nothing once it goes on', async () => {
    const { consumer, lines } = setUp();

    consumer.current = {
      ...well,
      oldestWaiting: [
        {
          ...{ cause: 'ERPNEXT_UNAVAILABLE', symptom: 'ERPNext answers 503' },
          ...{ seconds: 15, customers: 2, key: 'cus_1' },
        },
      ],
    };
    expect(await lines()).to.include(
      'isthmus_oldest_waiting_seconds{cause="ERPNEXT_UNAVAILABLE",symptom="ERPNext answers 503"} 15',
    );
    expect(await lines()).to.include('isthmus_customers_waiting{cause="ERPNEXT_UNAVAILABLE"} 2');
    expect((await lines()).join()).not.to.contain('cus_1');

    consumer.current = well;
    expect((await lines()).join()).not.to.contain('waiting_seconds{');
  });

  it('names the reason while the service is stopped or its breaker open', async () => {
    const { consumer, lines } = setUp();

    consumer.current = {
      ...well,
      stopped: { code: 'ERPNEXT_CREDENTIALS', message: 'refused' },
      breakerOpenedBy: 'ERPNEXT_UNAVAILABLE',
    };

    expect(await lines()).to.include.members([
      'isthmus_stopped{code="ERPNEXT_CREDENTIALS"} 1',
      'isthmus_breaker_open{cause="ERPNEXT_UNAVAILABLE"} 1',
    ]);
  });

  it('shows the lag of each partition, and everything else also while Kafka is down', async () => {
    expect(await setUp().lines()).to.include(
      'isthmus_consumer_lag{topic="medusa.customer.events.v1",partition="3"} 7',
    );

    const down = await setUp(() => Promise.reject(new Error('no broker'))).lines();
    expect(down).to.include('isthmus_records_unfinished 0');
    expect(down.join()).not.to.contain('lag{');
  });

  it('tells the time of a record in seconds', async () => {
    const { metrics, lines } = setUp();

    metrics.handled({} as Delivery, 300);

    expect(await lines()).to.include.members([
      'isthmus_record_seconds_sum 0.3',
      'isthmus_record_seconds_bucket{le="0.25"} 0',
      'isthmus_record_seconds_bucket{le="0.5"} 1',
    ]);
  });

  it('counts what became of records', async () => {
    const { metrics, lines } = setUp();

    metrics.announced({ type: 'LeadSaved', medusaId: 'cus_1', medusaCustomerId: 'cus_1', version: 1 });
    metrics.parked('UNDECODABLE');
    metrics.superseded();
    metrics.waited('ERPNEXT_UNAVAILABLE');
    metrics.waited('ERPNEXT_UNAVAILABLE');

    expect(await lines()).to.include.members([
      'isthmus_records_handled_total{outcome="LeadSaved"} 1',
      'isthmus_records_parked_total{cause="UNDECODABLE"} 1',
      'isthmus_records_superseded_total 1',
      'isthmus_attempts_failed_total{cause="ERPNEXT_UNAVAILABLE"} 2',
    ]);
  });
});
