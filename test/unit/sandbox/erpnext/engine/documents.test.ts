import { expect } from 'chai';
import { finishedSite, rules } from '../../../../../sandbox/erpnext/doctypes/finished-site.js';
import { ErpNextError } from '../../../../../sandbox/erpnext/engine/errors.js';
import { list } from '../../../../../sandbox/erpnext/engine/list.js';
import { insert, update } from '../../../../../sandbox/erpnext/engine/save.js';
import { SiteClock } from '../../../../../sandbox/erpnext/engine/site-clock.js';
import { Transaction } from '../../../../../sandbox/erpnext/engine/transaction.js';
import { administrator } from '../../../../../sandbox/erpnext/engine/users.js';

describe('the documents of the ERPNext sandbox', () => {
  let tx: Transaction;

  beforeEach(() => {
    tx = new Transaction(finishedSite(new SiteClock('America/New_York')), rules, administrator);
    insert(tx, 'Custom Field', {
      dt: 'Lead',
      fieldname: 'medusa_id',
      label: 'Medusa ID',
      fieldtype: 'Data',
      unique: 1,
    });
  });

  const names = (args: Record<string, unknown>, doctype = 'Lead') =>
    list(tx, tx.site.knownDoctype(doctype), args).map((row) => row['name']);

  it('drops a field that nobody defined, without a word', () => {
    const lead = insert(tx, 'Lead', { first_name: 'Ana', medusa_guest_id: 'cus_1' });

    expect(lead).not.to.have.property('medusa_guest_id');
  });

  it('keeps a unique field unique whatever the case and trailing blanks, but lets blanks repeat', () => {
    insert(tx, 'Lead', { first_name: 'Ana', medusa_id: 'cus_1' });
    insert(tx, 'Lead', { first_name: 'Bea', medusa_id: '' });
    insert(tx, 'Lead', { first_name: 'Cia', medusa_id: '' });

    expect(refusal(() => insert(tx, 'Lead', { first_name: 'Dora', medusa_id: 'CUS_1 ' }))).to.equal(
      '417 UniqueValidationError',
    );
  });

  it('leaves no gap in the names and no Contact behind when an insert is rolled back', () => {
    insert(tx, 'Lead', { first_name: 'Ana', medusa_id: 'cus_1' });
    const failing = new Transaction(tx.site, rules, administrator);
    expect(refusal(() => insert(failing, 'Lead', { first_name: 'Bea', medusa_id: 'cus_1' }))).to.include(
      '417',
    );
    failing.rollback();

    const next = insert(tx, 'Lead', { first_name: 'Cia' });

    expect(next.name).to.match(/-00002$/);
    expect(names({ filters: { first_name: 'Bea' } }, 'Contact')).to.deep.equal([]);
  });

  it('refuses a change that was read before somebody else wrote', () => {
    const lead = insert(tx, 'Lead', { first_name: 'Ana' });
    const changed = update(tx, 'Lead', lead.name, { city: 'Lima' });

    const late = () => update(tx, 'Lead', lead.name, { city: 'Cusco', modified: lead['modified'] });

    expect(refusal(late)).to.equal('417 TimestampMismatchError');
    expect(update(tx, 'Lead', lead.name, { city: 'Cusco', modified: changed['modified'] })['city']).to.equal(
      'Cusco',
    );
  });

  it('replaces a child table as a whole and loses a row whose name it does not know', () => {
    const contact = insert(tx, 'Contact', {
      first_name: 'Ana',
      email_ids: [{ email_id: 'a@example.com', is_primary: 1 }],
    });

    update(tx, 'Contact', contact.name, { email_ids: [{ email_id: 'b@example.com' }] });
    expect(tx.get('Contact', contact.name)?.['email_id']).to.equal('b@example.com');

    update(tx, 'Contact', contact.name, { email_ids: [{ name: 'unknown', email_id: 'c@example.com' }] });
    expect(tx.get('Contact', contact.name)?.['email_ids']).to.deep.equal([]);
  });

  it('answers a new Lead as it was before its Contact wrote the phone back', () => {
    const answered = insert(tx, 'Lead', { first_name: 'Ana', mobile_no: '+1 555 010 2000' });

    const stored = tx.get('Lead', answered.name);
    expect(answered['phone']).to.equal(null);
    expect(stored?.['phone']).to.equal('+1 555 010 2000');
    expect(stored?.['modified']).not.to.equal(answered['modified']);
  });

  it('shares the Contact of a Lead with the Customer made from it', () => {
    const lead = insert(tx, 'Lead', { first_name: 'Ana', last_name: 'Reyes' });
    insert(tx, 'Customer', { customer_name: 'Reyes Imports', lead_name: lead.name });

    const contacts = names(
      {
        filters: [
          ['Dynamic Link', 'link_doctype', '=', 'Customer'],
          ['Dynamic Link', 'link_name', '=', 'Reyes Imports'],
        ],
      },
      'Contact',
    );

    expect(contacts).to.deep.equal(['Ana Reyes']);
    expect(tx.get('Lead', lead.name)?.['status']).to.equal('Converted');
  });

  describe('listed', () => {
    beforeEach(() => {
      insert(tx, 'Lead', { first_name: 'Ana', medusa_id: 'cus_1' });
      insert(tx, 'Lead', { first_name: 'Bea', medusa_id: 'cus_2', city: 'Lima' });
      insert(tx, 'Lead', { first_name: 'Cia' });
    });

    const people = (filters: unknown, more: Record<string, unknown> = {}) =>
      list(tx, tx.site.knownDoctype('Lead'), {
        fields: ['first_name'],
        filters,
        order_by: 'name asc',
        ...more,
      }).map((row) => row['first_name']);

    it('by equality, by a list of values and by pattern, ignoring case', () => {
      expect(people({ medusa_id: 'CUS_1' })).to.deep.equal(['Ana']);
      expect(people([['medusa_id', 'in', ['cus_1', 'cus_2', 'cus_9']]])).to.deep.equal(['Ana', 'Bea']);
      expect(people([['first_name', 'like', '%A']])).to.deep.equal(['Ana', 'Bea', 'Cia']);
      expect(people([['medusa_id', '!=', 'cus_1']])).to.deep.equal(['Bea', 'Cia']);
    });

    it('with the rows without a value when a list of values is empty', () => {
      expect(people([['medusa_id', 'in', []]])).to.deep.equal(['Cia']);
      expect(people([['medusa_id', 'is', 'not set']])).to.deep.equal(['Cia']);
    });

    it('a page at a time, twenty unless told otherwise', () => {
      expect(people([], { limit_start: 1, limit_page_length: 1 })).to.deep.equal(['Bea']);
      for (let i = 0; i < 30; i += 1) insert(tx, 'Lead', { first_name: `N${i}` });
      expect(people([])).to.have.length(20);
      expect(people([], { limit_page_length: 0 })).to.have.length(33);
    });

    it('with either of two conditions', () => {
      expect(
        people([], {
          or_filters: [
            ['city', '=', 'lima'],
            ['first_name', '=', 'cia'],
          ],
        }),
      ).to.deep.equal(['Bea', 'Cia']);
    });

    it('not at all when a field is unknown, naming it', () => {
      const unknown = () => people({ medusa_guest_id: 'cus_1' });

      expect(refusal(unknown)).to.equal('417 DataError');
      expect(unknown).to.throw('medusa_guest_id');
    });
  });
});

function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ErpNextError) return `${error.status} ${error.excType}`;
    throw error;
  }
  return 'accepted';
}
