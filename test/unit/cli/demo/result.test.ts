import { expect } from 'chai';
import { showResult, type Result } from '../../../../cli/demo/result.js';

describe('showResult', () => {
  const result: Result = {
    sent: 2,
    answers: { 202: 2 },
    records: { 'medusa.customer.events.v1': 2 },
    outcomes: { LeadSaved: 1 },
    deadLetters: [{ topic: 'crm.lead.dlt.v1', cause: 'NOTHING_TO_END', key: 'cus_2', message: 'nothing' }],
    documents: [
      { doctype: 'Lead', name: 'L1', lead_name: 'Ada', status: 'Lead', medusa_id: 'cus_1' },
      { doctype: 'Customer', name: 'Ada', customer_name: 'Ada', lead_name: 'L1', medusa_id: 'cus_1' },
      { doctype: 'Sales Order', name: 'O1', customer_name: 'Ada', grand_total: 66.1, currency: 'EUR' },
      { doctype: 'Address', name: 'A1', address_title: 'Ada', address_type: 'Billing', disabled: 1 },
    ],
    waiting: 0,
    ms: 1234,
  };

  it('tells people what came of it', () => {
    const text = showResult(result);

    expect(text).to.match(/2 webhooks played in 1\.2 s\. Answers: 2 × 202\./);
    expect(text).to.match(/Lead +L1 +Ada +Lead +cus_1/);
    expect(text).to.match(/Customer +Ada +Ada +cus_1/);
    expect(text).to.match(/Sales Order +O1 +Ada +66\.10 EUR/);
    expect(text).to.match(/Address +A1 +Ada +Disabled/);
    expect(text).to.contain('NOTHING_TO_END').and.contain('Nothing waits.');
  });

  it('says how many records still wait', () => {
    expect(showResult({ ...result, waiting: 3 })).to.contain('3 records still wait.');
  });
});
