import { expect } from 'chai';
import sinon from 'sinon';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ContactBook, type ContactChange } from '#libs/party/contact-book.js';
import type { ContactFields } from '#libs/party/party-fields.js';

const ada: ContactFields = {
  first_name: 'Ada',
  last_name: 'Smith',
  company_name: 'Smith Ltd',
  email: 'ada@smith.example',
  mobile: '+1 212 555 0199',
};
const emailRow = { name: 'row1', email_id: 'ada@smith.example', is_primary: 1 };
const phoneRow = { name: 'row2', phone: '+1 212 555 0199', is_primary_mobile_no: 1, is_primary_phone: 1 };
const asOnSite = {
  ...{ first_name: 'Ada', last_name: 'Smith', company_name: 'Smith Ltd' },
  ...{ email_ids: [emailRow], phone_nos: [phoneRow] },
};

const contactWith = (document: object) => {
  const get = sinon.stub().resolves({ name: 'Ada Smith', modified: 'm1', ...document });
  const list = sinon.stub().resolves([{ name: 'Ada Smith' }, { name: 'Ada Smith-1' }]);
  const update = sinon.stub().resolves({});
  return { list, update, book: new ContactBook({ get, list, update } as unknown as ErpNextClient) };
};

const follow = async (document: object, change: Partial<ContactChange> & { after: ContactFields }) => {
  const { update, book } = contactWith(document);
  await book.follow('Ada Smith', () => Promise.resolve({ before: ada, ...change }));
  return update;
};

describe('The Contact of a party', () => {
  it('is the oldest of those that belong to it', async () => {
    const { list, book } = contactWith({});

    expect(await book.contactOf('Lead', 'LEAD-1')).to.deep.equal({ name: 'Ada Smith' });
    sinon.assert.calledOnceWithMatch(list, 'Contact', {
      filters: [
        ['Dynamic Link', 'link_doctype', '=', 'Lead'],
        ['Dynamic Link', 'link_name', '=', 'LEAD-1'],
      ],
      orderBy: '`tabContact`.creation asc',
      limit: 1,
    });
  });

  for (const [field, becomes] of [
    ['first_name', 'Augusta'],
    ['last_name', null],
    ['company_name', 'King Ltd'],
  ] as const)
    it(`follows ${field}, and nothing else`, async () => {
      const update = await follow(asOnSite, { after: { ...ada, [field]: becomes } });

      sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', {
        [field]: becomes,
        modified: 'm1',
      });
    });

  it('gets another e-mail in the place of the old one, and keeps those that a person added', async () => {
    const added = { name: 'row3', email_id: 'office@smith.example', is_primary: 0 };

    const update = await follow(
      { ...asOnSite, email_ids: [emailRow, added] },
      { after: { ...ada, email: 'ada@king.example' } },
    );

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', {
      email_ids: [
        { email_id: 'ada@king.example', is_primary: 1 },
        { email_id: 'office@smith.example', is_primary: 0 },
      ],
      modified: 'm1',
    });
  });

  it('makes an e-mail that a person added the primary one, once', async () => {
    const added = { name: 'row3', email_id: 'ada@king.example', is_primary: 0 };

    const update = await follow(
      { ...asOnSite, email_ids: [emailRow, added] },
      { after: { ...ada, email: 'ada@king.example' } },
    );

    sinon.assert.calledWithMatch(update, 'Contact', 'Ada Smith', {
      email_ids: [{ email_id: 'ada@king.example', is_primary: 1 }],
    });
  });

  it('loses a number, and keeps which of the others a person made the primary one', async () => {
    const added = { name: 'row3', phone: '+49 89 1', is_primary_phone: 1, is_primary_mobile_no: 0 };

    const update = await follow(
      { ...asOnSite, phone_nos: [phoneRow, added] },
      { after: { ...ada, mobile: null } },
    );

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', {
      phone_nos: [{ phone: '+49 89 1', is_primary_phone: 1, is_primary_mobile_no: 0 }],
      modified: 'm1',
    });
  });

  it('gets its first number and e-mail', async () => {
    const none = { ...ada, email: null, mobile: null };

    const update = await follow(
      { ...asOnSite, email_ids: [], phone_nos: undefined },
      { before: none, after: ada },
    );

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', {
      email_ids: [{ email_id: 'ada@smith.example', is_primary: 1 }],
      phone_nos: [{ phone: '+1 212 555 0199', is_primary_mobile_no: 1 }],
      modified: 'm1',
    });
  });

  it('is not written where it says so already, however ERPNext spells nothing', async () => {
    const update = await follow(
      {
        ...asOnSite,
        last_name: undefined,
        email_ids: [{ name: 'row9', email_id: 'ada@king.example', is_primary: 1 }],
        medusa_snapshot: '{}',
      },
      { after: { ...ada, last_name: null, email: 'ada@king.example' }, also: { medusa_snapshot: '{}' } },
    );

    sinon.assert.notCalled(update);
  });

  it('is written for what is to be noted alone', async () => {
    const update = await follow(asOnSite, { after: ada, also: { medusa_snapshot: '{"email":"x"}' } });

    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', {
      medusa_snapshot: '{"email":"x"}',
      modified: 'm1',
    });
  });

  it('is left alone when the look at it says so', async () => {
    const { update, book } = contactWith(asOnSite);

    await book.follow('Ada Smith', () => Promise.resolve(undefined));

    sinon.assert.notCalled(update);
  });

  it('is given a name only while nobody has named it', async () => {
    const { update, book } = contactWith({ first_name: 'ada' });
    const person = { first_name: 'Ada', last_name: 'Smith' };

    await book.name('Ada Smith', person, ({ first_name }) => first_name === 'Ada');
    sinon.assert.notCalled(update);
    await book.name('Ada Smith', person, ({ first_name }) => first_name === 'ada');
    sinon.assert.calledOnceWithExactly(update, 'Contact', 'Ada Smith', { ...person, modified: 'm1' });
  });
});
