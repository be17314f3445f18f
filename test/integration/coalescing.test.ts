import { expect } from 'chai';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { eventually } from '../support/eventually.js';
import { Isthmus } from '../support/isthmus.js';

const updates = 1000;

describe('A thousand updates of one customer that wait', function () {
  this.timeout(120_000);
  let isthmus: Isthmus;

  beforeEach(async () => (isthmus = await Isthmus.start()));
  afterEach(() => isthmus.stop());

  it('cost a few calls of ERPNext, and the last one stands', async () => {
    const update = (n: number) =>
      ['cus_1', customerEvent({ firstName: `Ada ${n}`, createdAt: 1, updatedAt: n + 1 })] as const;
    await isthmus.publish(
      isthmus.topics.customerEvents,
      customerEventSchema,
      Array.from({ length: updates }, (_, n) => update(n)),
    );
    isthmus.sandbox.faults.add({ kind: 'latency', ms: 20 });
    isthmus.sandbox.requests.reset();

    await isthmus.run('lead-service');
    await isthmus.finished([isthmus.topics.customerEvents], ['lead-service']);

    const [lead] = isthmus.sandbox.documents('Lead');
    expect(lead).to.include({ first_name: `Ada ${updates - 1}` });
    // Measured: 26. With every update handled it was 6,998.
    expect(isthmus.sandbox.requests.count()).to.be.lessThan(100);
    await eventually(async () => {
      const versions = (await isthmus.announced()).map(({ version }) => version ?? 0);
      expect(Math.max(...versions)).to.equal(updates);
    });
  });
});
