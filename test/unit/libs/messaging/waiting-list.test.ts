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

  it('knows of each record what it waits for and for how long, from when it began to wait', () => {
    const list = new WaitingList();
    const [waits, other] = [delivery(record({ key: 'cus_1' })), delivery()];
    list.enter(waits, 'ERPNEXT_CONFLICT');
    clock.tick(2_000);
    list.enter(waits, 'IDENTITY_CONFLICT');
    clock.tick(500);

    expect(list.find(waits)).to.deep.equal({ cause: 'IDENTITY_CONFLICT', ms: 2_500 });
    expect(list.find(other)).to.equal(undefined);
    expect(list.size).to.equal(1);

    list.leave(waits);
    expect(list.find(waits)).to.equal(undefined);
    expect(list.oldest()).to.deep.equal([]);
  });

  it('names nobody for a record without a key, and the first of those who began at once', () => {
    const list = new WaitingList();
    list.enter(delivery(record({ key: null })), 'ERPNEXT_CONFLICT');
    list.enter(delivery(record({ key: 'cus_1' })), 'ERPNEXT_CONFLICT');

    expect(list.oldest()).to.deep.equal([{ cause: 'ERPNEXT_CONFLICT', seconds: 0, customers: 2 }]);
  });
});
