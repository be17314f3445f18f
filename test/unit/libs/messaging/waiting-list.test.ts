import { expect } from 'chai';
import sinon, { type SinonFakeTimers } from 'sinon';
import { WaitingList } from '#libs/messaging/waiting-list.js';
import { delivery, record } from '../../../support/record.js';

describe('WaitingList', () => {
  let clock: SinonFakeTimers;

  beforeEach(() => (clock = sinon.useFakeTimers()));
  afterEach(() => clock.restore());

  it('says of each cause who has waited longest, how many customers wait, and what was seen last', () => {
    const list = new WaitingList();
    list.enter(delivery(record({ key: 'cus_1' })), 'ERPNEXT_UNAVAILABLE', 'ERPNext does not answer');
    clock.tick(60_000);
    list.enter(delivery(record({ key: 'cus_2' })), 'ERPNEXT_UNAVAILABLE', 'ERPNext answers 503');
    list.enter(delivery(record({ key: 'cus_3' })), 'IDENTITY_CONFLICT');
    clock.tick(1_000);

    expect(list.oldest()).to.deep.equal([
      {
        ...{ cause: 'ERPNEXT_UNAVAILABLE', symptom: 'ERPNext answers 503' },
        ...{ seconds: 61, customers: 2, key: 'cus_1' },
      },
      { cause: 'IDENTITY_CONFLICT', seconds: 1, customers: 1, key: 'cus_3' },
    ]);
  });
});
