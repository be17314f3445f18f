import { expect } from 'chai';
import { differences } from '../../../../cli/replay/differences.js';
import type { DocumentChange } from '../../../../cli/replay/journal.js';

const made = (doctype: string, name: string, fields: Readonly<Record<string, unknown>>): DocumentChange => ({
  ...{ doctype, name, made: true },
  fields: new Map(Object.entries(fields).map(([field, after]) => [field, { before: null, after }])),
});
const run = (...changes: DocumentChange[]) => ({ events: changes.length, changes, refusals: [] });
const lead = (name: string, id: string) => made('Lead', name, { medusa_id: id });
const addressOf = (lead: string, name: string) =>
  made('Address', name, {
    ...{ address_line1: 'Main St 1', city: 'Springfield' },
    links: [{ link_doctype: 'Lead', link_name: lead }],
  });

describe('Differences between a prediction and what was done', () => {
  const predicted = run(
    ...[lead('(new Lead 1)', 'cus_1'), lead('(new Lead 2)', 'cus_2')],
    ...[addressOf('(new Lead 1)', '(new Address 1)'), addressOf('(new Lead 2)', '(new Address 2)')],
  );

  it('are none when two who live at one address came in another order', () => {
    const done = run(
      ...[lead('CRM-LEAD-1', 'cus_2'), lead('CRM-LEAD-2', 'cus_1')],
      ...[addressOf('CRM-LEAD-1', 'Main St-Billing'), addressOf('CRM-LEAD-2', 'Main St-Billing-1')],
    );

    expect(differences(predicted, done)).to.deep.equal([]);
  });

  it('name the document by what it stands for, and no value', () => {
    const done = run(
      ...[lead('CRM-LEAD-1', 'cus_1'), lead('CRM-LEAD-2', 'cus_2')],
      addressOf('CRM-LEAD-1', 'Main St-Billing'),
    );

    expect(differences(predicted, done)).to.have.length(1);
    expect(differences(predicted, done)[0]).to.match(/^Address [0-9a-f]{8} was to be made, and was not\.$/);
  });
});
