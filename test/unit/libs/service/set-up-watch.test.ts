import { expect } from 'chai';
import sinon from 'sinon';
import { ErpNextNotSetUp } from '#libs/erpnext/errors.js';
import type { SetUpCheck } from '#libs/erpnext/set-up-check.js';
import { SetUpWatch } from '#libs/service/set-up-watch.js';
import { eventually } from '../../../support/eventually.js';
import { silent } from '../../../support/silent-logger.js';

const watchOver = (passed: sinon.SinonStub, askAgainMs = 1) =>
  new SetUpWatch({ passed } as unknown as SetUpCheck, silent, askAgainMs);
const missing = new ErpNextNotSetUp('ERPNext lacks Lead.medusa_id.');

describe('A service that has just started', () => {
  it('is not ready before it knows its site, and does not wait for it', async () => {
    const watch = watchOver(sinon.stub().returns(new Promise(() => undefined)));

    await watch.start();

    expect(watch.notReady()).to.deep.equal(['SET_UP_UNKNOWN']);
  });

  it('is ready when the site has all that is needed, and asks no more', async () => {
    const passed = sinon.stub().resolves();
    const watch = watchOver(passed);

    await watch.start();

    await eventually(() => expect(watch.notReady()).to.deep.equal([]));
    await new Promise((resolve) => setTimeout(resolve, 10));
    sinon.assert.calledOnce(passed);
  });

  it('says what is wrong with the site until it is mended', async () => {
    const passed = sinon.stub().rejects(missing);
    const watch = watchOver(passed);

    await watch.start();
    await eventually(() => expect(passed.callCount).to.be.greaterThan(2));
    expect(watch.notReady()).to.deep.equal(['ERPNEXT_NOT_SET_UP']);

    passed.resolves();
    await eventually(() => expect(watch.notReady()).to.deep.equal([]));
  });

  it('asks no more once it is stopped, in the middle of a pause or of a question', async () => {
    const passed = sinon.stub().rejects(missing);
    const watch = watchOver(passed, 5);
    await watch.start();
    await eventually(() => sinon.assert.called(passed));

    await watch.stop();
    const asked = passed.callCount;
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(passed.callCount).to.equal(asked);
  });

  it('does not take the end of a question for an answer', async () => {
    let end: (error: Error) => void = () => undefined;
    const watch = watchOver(sinon.stub().returns(new Promise((_, reject) => (end = reject))));
    await watch.start();

    await watch.stop();
    end(missing);
    await new Promise(setImmediate);

    expect(watch.notReady()).to.deep.equal(['SET_UP_UNKNOWN']);
  });
});
