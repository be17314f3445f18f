import { expect } from 'chai';
import { cloudEventHeaders, travellingHeaders } from '#libs/messaging/cloud-events.js';

describe('The headers of a record', () => {
  it('say in CloudEvents what it is', () => {
    const headers = cloudEventHeaders({
      id: 'id-1',
      source: 'isthmus/lead-service',
      type: 'LeadSaved',
      time: Date.UTC(2026, 10, 25),
      subject: 'cus_1',
    });

    expect(headers).to.deep.equal({
      ce_specversion: '1.0',
      ce_id: 'id-1',
      ce_source: 'isthmus/lead-service',
      ce_type: 'LeadSaved',
      ce_time: '2026-11-25T00:00:00.000Z',
      ce_subject: 'cus_1',
      'content-type': 'application/avro',
    });
  });

  it('travel to what it causes if they are about the way and not about the record', () => {
    const headers = { traceparent: '00-1', 'isthmus-replay-job': 'job', ce_id: 'id-1', other: 'x' };

    expect(travellingHeaders(headers)).to.deep.equal({ traceparent: '00-1', 'isthmus-replay-job': 'job' });
    expect(travellingHeaders({ tracestate: 's' })).to.deep.equal({ tracestate: 's' });
  });
});
