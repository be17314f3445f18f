import { expect } from 'chai';
import sinon from 'sinon';
import { changeLinks, linkedTo } from '#libs/erpnext/dynamic-links.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';

const lead = { link_doctype: 'Lead', link_name: 'LEAD-1' };
const customer = { link_doctype: 'Customer', link_name: 'ACME' };

const siteWith = (document: object) => {
  const get = sinon.stub().resolves({ name: 'Ada', modified: 'm1', ...document });
  const update = sinon.stub().resolves({});
  return { get, update, erpnext: { get, update } as unknown as ErpNextClient };
};

describe('The links of a Contact', () => {
  it('get one more, and whomever it belongs to keeps it', async () => {
    const { erpnext, update } = siteWith({ links: [{ ...lead, name: 'row1', idx: 1 }] });

    await changeLinks(erpnext, 'Contact', 'Ada', { add: customer });

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada', { links: [lead, customer], modified: 'm1' });
  });

  it('lose one, and no other', async () => {
    const others = [
      { ...lead, link_doctype: 'Customer' },
      { ...lead, link_name: 'LEAD-2' },
    ];
    const { erpnext, update } = siteWith({ links: [lead, ...others] });

    await changeLinks(erpnext, 'Contact', 'Ada', { remove: lead });

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada', { links: others, modified: 'm1' });
  });

  it('are left alone when they are as they should be', async () => {
    const { erpnext, update } = siteWith({ links: [customer], medusa_id: 'cus_1', phone: null });

    await changeLinks(erpnext, 'Contact', 'Ada', {
      ...{ add: customer, remove: lead },
      fields: { medusa_id: 'cus_1', phone: '' },
    });

    sinon.assert.notCalled(update);
  });

  it('are not sent along when only a field changes', async () => {
    const { erpnext, update } = siteWith({ links: [customer], phone: '1' });

    await changeLinks(erpnext, 'Contact', 'Ada', { add: customer, fields: { phone: '' } });

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada', { phone: '', modified: 'm1' });
  });

  it('are written with the fields in one save', async () => {
    const { erpnext, update } = siteWith({});

    await changeLinks(erpnext, 'Contact', 'Ada', { add: lead, fields: { medusa_id: 'cus_1' } });

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada', {
      medusa_id: 'cus_1',
      links: [lead],
      modified: 'm1',
    });
  });

  it('that say nothing stay rows that say nothing', async () => {
    const { erpnext, update } = siteWith({ links: [{ name: 'row1' }] });

    await changeLinks(erpnext, 'Contact', 'Ada', { add: lead });

    expect(update.firstCall.args[2].links).to.deep.equal([{ link_doctype: null, link_name: null }, lead]);
  });

  it('find what belongs to a party, oldest first', async () => {
    const list = sinon.stub().resolves([{ name: 'Ada' }]);

    const found = await linkedTo({ list } as unknown as ErpNextClient, 'Address', customer);

    expect(found).to.deep.equal([{ name: 'Ada' }]);
    sinon.assert.calledOnceWithExactly(list, 'Address', {
      fields: ['name'],
      filters: [
        ['Dynamic Link', 'link_doctype', '=', 'Customer'],
        ['Dynamic Link', 'link_name', '=', 'ACME'],
      ],
      orderBy: '`tabAddress`.creation asc',
    });
  });
});
