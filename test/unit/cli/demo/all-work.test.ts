import { expect } from 'chai';
import { demandThatAllWork } from '../../../../cli/demo/all-work.js';

describe('demandThatAllWork', () => {
  const consumer = (name: string, reasons: readonly string[] = [], complaint = '') => ({
    name,
    complaint,
    notReady: () => Promise.resolve(reasons),
  });
  const errorOf = (...consumers: ReturnType<typeof consumer>[]) =>
    demandThatAllWork(consumers).then(
      () => undefined,
      (error: Error) => error.message,
    );

  it('is content when every service takes work', async () => {
    expect(await errorOf(consumer('lead-service', [], 'something of long ago'))).to.equal(undefined);
  });

  it('says who does not, and what ERPNext lacks', async () => {
    const message = await errorOf(
      consumer('lead-service'),
      consumer('quotation-service', ['ERPNEXT_NOT_SET_UP'], 'ERPNext lacks Account "VAT" of Medusa Trading.'),
      consumer('address-service', ['KAFKA_UNAVAILABLE']),
    );

    expect(message)
      .to.contain('quotation-service takes no work: ERPNext lacks Account "VAT"')
      .and.contain('address-service takes no work: KAFKA_UNAVAILABLE')
      .and.contain('--demo-data')
      .and.not.contain('lead-service');
  });
});
