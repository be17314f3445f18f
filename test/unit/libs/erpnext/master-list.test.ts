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

  it('asks for the names in their order, and for the aliases', async () => {
    const list = sinon.stub().resolves([]);

    await countries(list).find('de');
    await new MasterList({ erpnext: { list } as unknown as ErpNextClient, doctype: 'Language' }).find('de');

    expect(list.args).to.deep.equal([
      ['Country', { fields: ['name', 'code'], orderBy: 'name asc' }],
      ['Language', { fields: ['name'], orderBy: 'name asc' }],
    ]);
  });

  it('does not ask for what is called nothing, nor find a document by an alias that it has not', async () => {
    const list = sinon.stub().resolves([
      { name: 'Atlantis', code: '' },
      { name: 'Utopia', code: null },
    ]);
    const known = countries(list);

    expect(await known.find(' ')).to.equal(undefined);
    sinon.assert.notCalled(list);
    expect(await known.find('utopia')).to.equal('Utopia');
    expect(await known.find('null')).to.equal(undefined);
  });

  it('believes that one is missing for as long as it is told', async () => {
    let now = 0;
    const list = sinon.stub().resolves([]);
    const erpnext = { list } as unknown as ErpNextClient;
    const known = new MasterList({ erpnext, doctype: 'Country', rereadAfterMs: 5, now: () => now });
    await known.find('de');
    sinon.assert.calledOnce(list);

    now = 4;
    await known.find('de');
    sinon.assert.calledOnce(list);
    now = 5;
    await known.find('de');
    sinon.assert.calledTwice(list);
  });
});
