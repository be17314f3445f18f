import { expect } from 'chai';
import type { ServiceLook } from '../../../../cli/status/look-at-service.js';
import { showStatus } from '../../../../cli/status/show-status.js';
import type { Status } from '../../../../cli/status/status.js';

const well: ServiceLook = { notReady: [], stoppedBy: undefined, breakerOpenedBy: undefined, waiting: [] };
const now = Date.UTC(2026, 10, 25, 13);

describe('The status', () => {
  const lead = { name: 'lead-service', url: 'http://a', look: well, group: { members: 1, unfinished: 0 } };
  const quiet: Status = { services: [lead], needsAttention: [], deadLetters: [], unseen: [] };

  it('is short when all is well', () => {
    expect(showStatus(quiet, now)).to.equal(
      [
        'Services',
        '  lead-service  runs  nothing unfinished',
        '',
        'Nothing waits, nothing needs attention.',
      ].join('\n'),
    );
  });

  it('says in the words of the business what waits and for what, the oldest first', () => {
    const look = {
      ...well,
      waiting: [
        { cause: 'IDENTITY_CONFLICT', symptom: null, customers: 1, seconds: 30 },
        { cause: 'ERPNEXT_UNAVAILABLE', symptom: 'ERPNext answers 503', customers: 3, seconds: 240 },
      ],
    };

    expect(
      showStatus({ ...quiet, services: [{ ...lead, look }] }, now)
        .split('\n')
        .slice(3),
    ).to.deep.equal([
      'Waits',
      '  3 customers wait, oldest 4 min: ERPNext answers 503 (ERPNEXT_UNAVAILABLE, lead-service)',
      '  1 customer waits, oldest 30 s: Another customer of the shop already holds this e-mail address in ERPNext. (IDENTITY_CONFLICT, lead-service)',
    ]);
  });

  it('says why a service is stopped and what mends it', () => {
    const look = { ...well, notReady: ['ERPNEXT_CREDENTIALS'], stoppedBy: 'ERPNEXT_CREDENTIALS' };

    expect(showStatus({ ...quiet, services: [{ ...lead, look }] }, now)).to.include(
      'stopped  ERPNEXT_CREDENTIALS: ERPNext does not accept ERPNEXT_API_KEY and ERPNEXT_API_SECRET. Generate',
    );
  });

  it('says what it could not see, and goes on', () => {
    const gone = { ...lead, look: undefined, group: { members: 0, unfinished: 7 } };
    const text = showStatus(
      { ...quiet, services: [gone], unseen: ['lead-service: nothing answers at http://a'] },
      now,
    );

    expect(text).to.include('lead-service  no answer  7 records unfinished, and nobody reads them');
    expect(text).to.include('Not seen\n  lead-service: nothing answers at http://a');
    expect(text).not.to.include('Nothing waits');
  });

  it('lists what needs a person, and what was parked with its mend', () => {
    const text = showStatus(
      {
        ...quiet,
        needsAttention: [
          {
            ...{ medusaId: 'order_1', medusaCustomerId: 'cus_1', reason: 'TOTALS_DIFFER' },
            document: { doctype: 'Quotation', name: 'SAL-QTN-1' },
            sinceMs: now - 7_200_000,
          },
        ],
        deadLetters: [
          {
            ...{ topic: 'crm.lead.dlt.v1', cause: 'BUG', count: 2, customers: 1, example: 'x', meaning: '' },
            ...{ firstMs: now - 60_000, lastMs: now, mend: 'Report it.' },
          },
        ],
      },
      now,
    );

    expect(text).to.include('Quotation SAL-QTN-1 (order_1), for 2 h: TOTALS_DIFFER');
    expect(text).to.include('2 records of 1 key, oldest 60 s: BUG in crm.lead.dlt.v1. Report it.');
  });
});
