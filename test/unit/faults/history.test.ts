import { expect } from 'chai';
import { Expected } from '../../faults/expected.js';
import { historyOf } from '../../faults/history.js';
import { sendingsOf } from '../../faults/sendings.js';

const opensAt = Date.UTC(2026, 10, 24);

describe('The past of a shop', () => {
  const shop = historyOf({ seed: 7, events: 3_000, opensAt });

  it('is the same for the same seed, and another for another', () => {
    const told = (seed: number) => JSON.stringify(historyOf({ seed, events: 200, opensAt }).webhooks);

    expect(told(3)).to.equal(told(3));
    expect(told(3)).not.to.equal(told(4));
  });

  it('has as many webhooks as were asked for, each with an id of its own', () => {
    expect(new Set(shop.webhooks.map(({ id }) => id)).size).to.equal(3_000);
  });

  it('leads to every end that an order can have, and to guests who open an account', () => {
    const { orders, parties } = new Expected(shop);

    expect(new Set(orders.map(({ stage }) => stage))).to.deep.equal(
      new Set(['DRAFT', 'REJECTED', 'DELETED', 'APPROVED', 'CANCELED']),
    );
    expect(parties.some(({ guestId }) => guestId !== null)).to.equal(true);
    expect(parties.some(({ row }) => row.deletedAt !== null)).to.equal(true);
  });

  it('has customers who register with the e-mail address that another one gave up', () => {
    const accounts = shop.customers.filter(({ hasAccount }) => hasAccount);
    const living = accounts.filter(({ deletedAt }) => deletedAt === null).map(({ email }) => email);

    expect(shop.handedOn.size).to.be.greaterThan(3);
    expect(new Set(living).size).to.equal(living.length);
  });

  it('is sent in bounded disorder: each webhook up to five times, a row that is gone after the row', () => {
    const sendings = sendingsOf(shop.webhooks, 7);

    const first = new Map<string, number>();
    const times = new Map<string, number>();
    sendings.forEach(({ id, after }, index) => {
      if (!first.has(id)) first.set(id, index);
      times.set(id, (times.get(id) ?? 0) + 1);
      if (after !== undefined) expect(first.has(after)).to.equal(true);
    });
    expect(new Set(times.values())).to.deep.equal(new Set([1, 2, 3, 4, 5]));
    expect(times.size).to.equal(3_000);
    expect([...first.keys()]).not.to.deep.equal(shop.webhooks.map(({ id }) => id));
  });
});
