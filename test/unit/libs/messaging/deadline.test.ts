import { expect } from 'chai';
import sinon from 'sinon';
import { within } from '#libs/messaging/deadline.js';

describe('Work with a deadline', () => {
  let clock: sinon.SinonFakeTimers;
  const late = () => new Error('late');

  beforeEach(() => (clock = sinon.useFakeTimers()));
  afterEach(() => clock.restore());

  it('settles as it settles, and leaves no timer behind', async () => {
    const failed = new Error('failed');

    expect(await within(1000, Promise.resolve(7), late)).to.equal(7);
    expect(await within(1000, Promise.reject(failed), late).catch((error: unknown) => error)).to.equal(
      failed,
    );
    expect(clock.countTimers()).to.equal(0);
  });

  it('is late once the time is up, not before', async () => {
    const endless = within(1000, new Promise(() => undefined), late).catch((error: Error) => error.message);
    let ended = false;
    void endless.then(() => (ended = true));

    await clock.tickAsync(999);
    expect(ended).to.equal(false);
    await clock.tickAsync(1);
    expect(await endless).to.equal('late');
  });
});
