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

  it('fills a call to the last value, and lets one that has more go alone', async () => {
    const list = sinon.stub().resolves([]);
    const lookUp = lookUpOver(list);
    const ids = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `cus_${from + i}`);

    await Promise.all([lookUp.find(...ids(60)), lookUp.find(...ids(40, 60)), lookUp.find(...ids(150, 100))]);

    expect(list.args.map(([, { orFilters }]) => orFilters[0][2].length)).to.deep.equal([100, 150]);
  });

  it('asks for each value once, whoever asks', async () => {
    const list = sinon.stub().resolves(rows);
    const lookUp = lookUpOver(list);

    await Promise.all([lookUp.find('cus_1', 'cus_2'), lookUp.find('cus_1', '')]);

    expect(list.args).to.deep.equal([
      [
        'Lead',
        {
          fields: ['name', 'medusa_id', 'medusa_guest_id'],
          orFilters: [
            ['medusa_id', 'in', ['cus_1', 'cus_2']],
            ['medusa_guest_id', 'in', ['cus_1', 'cus_2']],
          ],
        },
      ],
    ]);
  });

  it('asks in the order and under the conditions that it was made with', async () => {
    const list = sinon.stub().resolves(rows);
    const lookUp = new MergedLookUp<Row>({
      erpnext: { list } as unknown as ErpNextClient,
      ...{ doctype: 'Lead', keys: ['medusa_id'], fields: ['name'] },
      ...{ filters: [['status', '=', 'Lead']], orderBy: 'creation desc' },
    });

    await lookUp.find('cus_1');

    expect(list.firstCall.args[1]).to.include({ orderBy: 'creation desc' });
    expect(list.firstCall.args[1].filters).to.deep.equal([['status', '=', 'Lead']]);
  });

  it('waits for nobody once all are answered', async () => {
    const list = sinon.stub().resolves(rows);
    const lookUp = lookUpOver(list);

    await lookUp.find('cus_1');
    await lookUp.find('cus_2');

    sinon.assert.calledTwice(list);
  });
});
