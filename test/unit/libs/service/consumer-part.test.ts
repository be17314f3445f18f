import { expect } from 'chai';
import sinon from 'sinon';
import type { ServiceConsumer, ServiceState } from '#libs/messaging/service-consumer.js';
import { ConsumerPart } from '#libs/service/consumer-part.js';

const partIn = (state: Partial<ServiceState>) => {
  const start = sinon.stub().resolves();
  const stop = sinon.stub().resolves();
  let giveUp: (error: Error) => void = () => undefined;
  const part = new ConsumerPart((onGaveUp) => {
    giveUp = onGaveUp;
    return { start, stop, state: () => state } as unknown as ServiceConsumer;
  });
  return { part, start, stop, giveUp: (error: Error) => giveUp(error) };
};

describe('The consumer of a service', () => {
  it('is ready when it is in its group and takes records', () => {
    expect(partIn({ ready: true }).part.notReady()).to.deep.equal([]);
    expect(partIn({ ready: false }).part.notReady()).to.deep.equal(['NOT_IN_ITS_GROUP']);
  });

  it('says why it has stopped, in its group or not', () => {
    const stopped = { code: 'ERPNEXT_CREDENTIALS', message: 'no' } as const;

    expect(partIn({ ready: true, stopped }).part.notReady()).to.deep.equal(['ERPNEXT_CREDENTIALS']);
  });

  it('starts and stops with it, and gives up when kafkajs does', async () => {
    const { part, start, stop, giveUp } = partIn({});
    const error = new Error('gone');

    await part.start();
    await part.stop();
    giveUp(error);

    sinon.assert.callOrder(start, stop);
    expect(await part.gaveUp).to.equal(error);
    expect(part.name).to.equal('consumer');
  });
});
