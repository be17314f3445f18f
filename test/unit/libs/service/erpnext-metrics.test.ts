import { expect } from 'chai';
import { Registry } from 'prom-client';
import { ErpNextMetrics } from '#libs/service/erpnext-metrics.js';

describe('What a service asks of ERPNext', () => {
  it('is counted by verb, DocType and answer, and timed in seconds', async () => {
    const registry = new Registry();
    const metrics = new ErpNextMetrics(registry);

    metrics.requested({ method: 'POST', doctype: 'Lead', status: 200, ms: 250 });
    metrics.requested({ method: 'POST', status: 'timeout', ms: 750 });

    const text = await registry.metrics();
    expect(text).to.contain('isthmus_erpnext_requests_total{method="POST",doctype="Lead",status="200"} 1');
    expect(text).to.contain('isthmus_erpnext_requests_total{method="POST",doctype="",status="timeout"} 1');
    expect(text).to.contain('isthmus_erpnext_request_seconds_sum{method="POST"} 1');
    expect(text).to.contain('isthmus_erpnext_request_seconds_bucket{le="0.25",method="POST"} 1');
    expect(text).to.contain('isthmus_erpnext_request_seconds_bucket{le="1",method="POST"} 2');
  });
});
