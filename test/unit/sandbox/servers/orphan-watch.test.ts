import { expect } from 'chai';
import sinon from 'sinon';
import { endWhenOrphaned } from '../../../../sandbox/servers/orphan-watch.js';

describe('The watch over a server', () => {
  afterEach(() => sinon.restore());

  it('that has seen the server’s end by itself needs no end', () => {
    const end = endWhenOrphaned(process.pid);
    const refusing = (code: string) => Object.assign(new Error(code), { code });
    const kill = sinon.stub(process, 'kill');

    kill.throws(refusing('ESRCH'));
    expect(end).not.to.throw();
    kill.throws(refusing('EPERM'));
    expect(end).to.throw('EPERM');

    kill.restore();
    end();
  });
});
