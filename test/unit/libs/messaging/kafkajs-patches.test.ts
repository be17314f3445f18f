import { createRequire } from 'node:module';
import { expect } from 'chai';
import sinon from 'sinon';
import { patchKafkaJs } from '#libs/messaging/kafkajs-patches.js';

interface RequestQueue {
  push(request: object): void;
  checkPendingRequests(): void;
  maybeThrottle(ms: number): void;
  fulfillRequest(answer: object): void;
}

const require = createRequire(import.meta.url);

describe('The patch of kafkajs', () => {
  let clock: sinon.SinonFakeTimers;
  let queue: RequestQueue;
  let sent: number[];

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    patchKafkaJs();
    sent = [];
    const RequestQueue = require('kafkajs/src/network/requestQueue/index.js') as new (
      options: object,
    ) => RequestQueue;
    queue = new RequestQueue({
      maxInFlightRequests: 1,
      requestTimeout: 1000,
      clientId: 'test',
      broker: 'test',
      logger: { debug: () => undefined },
    });
  });

  afterEach(() => clock.restore());

  const push = (correlationId: number) =>
    queue.push({
      entry: { correlationId, resolve: () => undefined, reject: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });

  it('keeps no timer while nothing waits', () => {
    queue.checkPendingRequests();

    expect(clock.countTimers()).to.equal(0);
  });

  it('still sends what waited for a throttle to end', () => {
    queue.maybeThrottle(500);
    push(1);

    clock.tick(499);
    expect(sent).to.deep.equal([]);
    clock.tick(20);
    expect(sent).to.deep.equal([1]);
  });

  it('still sends what waited for another request', () => {
    push(1);
    push(2);

    queue.fulfillRequest({ correlationId: 1, size: 0, payload: null });

    expect(sent).to.deep.equal([1, 2]);
  });
});
