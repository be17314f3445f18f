import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { MergedLookUp } from '#libs/erpnext/merged-look-up.js';

interface Row {
  readonly name: string;
  readonly medusa_id?: string;
  readonly medusa_guest_id?: string;
}

const rows: Row[] = [
  { name: 'LEAD-1', medusa_id: 'cus_1' },
  { name: 'LEAD-2', medusa_id: 'cus_2', medusa_guest_id: 'cus_guest' },
];

const lookUpOver = (list: sinon.SinonStub) =>
  new MergedLookUp<Row>({
    erpnext: { list } as unknown as ErpNextClient,
    doctype: 'Lead',
    keys: ['medusa_id', 'medusa_guest_id'],
    fields: ['name', 'medusa_id', 'medusa_guest_id'],
  });

describe('MergedLookUp', () => {
  it('asks once for all that are due at the same time', async () => {
    const list = sinon.stub().resolves(rows);
    const lookUp = lookUpOver(list);

    const found = await Promise.all([
      lookUp.find('cus_1'),
      lookUp.find('cus_guest'),
      lookUp.find('cus_none'),
    ]);

    expect(found.map((each) => each.map(({ name }) => name))).to.deep.equal([['LEAD-1'], ['LEAD-2'], []]);
    sinon.assert.calledOnce(list);
  });

  it('lets those that come while a call is under way go together in the next', async () => {
    let answer: (found: Row[]) => void = () => {};
    const list = sinon.stub().resolves(rows);
    list.onFirstCall().returns(new Promise<Row[]>((resolve) => (answer = resolve)));
    const lookUp = lookUpOver(list);

    const first = lookUp.find('cus_1');
    await new Promise(setImmediate);
    const others = [lookUp.find('cus_2'), lookUp.find('cus_3')];
    answer(rows);
    await Promise.all([first, ...others]);

    sinon.assert.calledTwice(list);
    expect(list.secondCall.args[1].orFilters[0]).to.deep.equal(['medusa_id', 'in', ['cus_2', 'cus_3']]);
  });

  it('never asks for a blank, which ERPNext matches with every document without an id', async () => {
    const list = sinon.stub().resolves(rows);

    expect(await lookUpOver(list).find('', ' ')).to.deep.equal([]);
    sinon.assert.notCalled(list);
  });

  it('gives a document back to whoever asked in another letter case, as ERPNext does', async () => {
    const list = sinon.stub().resolves([{ name: 'LEAD-1', medusa_id: 'CUS_1' }]);

    expect(await lookUpOver(list).find('cus_1')).to.have.length(1);
  });

  it('fails those it asked for, and works for the next', async () => {
    const list = sinon.stub().resolves(rows).onFirstCall().rejects(new Error('down'));
    const lookUp = lookUpOver(list);

    const refused = await lookUp.find('cus_1').catch((error: unknown) => error);

    expect(refused).to.be.instanceOf(Error);
    expect(await lookUp.find('cus_1')).to.have.length(1);
  });

  it('splits what one call cannot carry', async () => {
    const list = sinon.stub().resolves([]);
    const lookUp = lookUpOver(list);

    await Promise.all(Array.from({ length: 250 }, (_, i) => lookUp.find(`cus_${i}`)));

    sinon.assert.calledThrice(list);
  });
});
