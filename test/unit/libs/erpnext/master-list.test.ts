import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { MasterList } from '#libs/erpnext/master-list.js';

const germany = { name: 'Germany', code: 'de' };
const countries = (list: sinon.SinonStub, now: () => number = () => 0) =>
  new MasterList({
    erpnext: { list } as unknown as ErpNextClient,
    doctype: 'Country',
    aliases: ['code'],
    now,
  });

describe('MasterList', () => {
  it('finds a document by its alias or its name, however it is typed', async () => {
    const list = sinon.stub().resolves([germany]);
    const known = countries(list);

    const found = await Promise.all(
      ['de', ' DE ', 'germany', 'Atlantis', ''].map((called) => known.find(called)),
    );

    expect(found).to.deep.equal(['Germany', 'Germany', 'Germany', undefined, undefined]);
    sinon.assert.calledOnce(list);
  });

  it('reads again when one is missing, but not for each that is', async () => {
    let now = 0;
    const list = sinon.stub().resolves([]);
    const known = countries(list, () => now);
    await known.find('de');
    list.resolves([germany]);

    expect(await known.find('de')).to.equal(undefined);
    now = 60_000;
    expect(await known.find('de')).to.equal('Germany');
    sinon.assert.calledTwice(list);
  });

  it('reads again after a failure', async () => {
    const known = countries(sinon.stub().resolves([germany]).onFirstCall().rejects(new Error('down')));

    await known.find('de').catch(() => undefined);

    expect(await known.find('de')).to.equal('Germany');
  });
});
