import type { Expected } from '../expected.js';
import { judgeAddresses } from './addresses.js';
import { judgeFacts } from './facts.js';
import { Findings } from './findings.js';
import { linksOf, nameOf, type Evidence } from './found.js';
import { judgeOrders } from './orders.js';
import { judgeParties } from './parties.js';

/** Compares what came of a run with what must have come of it. */
export const judge = (expected: Expected, evidence: Evidence): Findings => {
  const findings = new Findings();
  for (const id of evidence.acknowledged)
    if (!evidence.recorded.has(id)) findings.add('lost', `${id} was acknowledged, but stands in no topic`);
  for (const letter of evidence.parked) findings.add('lost', `parked: ${letter}`);

  const parties = judgeParties(expected, evidence, findings);
  judgeAddresses(expected, evidence, parties, findings);
  judgeOrders(expected, evidence, parties, findings);
  judgeLinks(evidence, findings);
  judgeFacts(expected, evidence, findings);
  return findings;
};

/** Whoever a Contact or an Address belongs to must be there. */
const judgeLinks = ({ contacts, addresses, leads, customers }: Evidence, findings: Findings): void => {
  const owners = new Set([
    ...leads.map((lead) => `Lead ${nameOf(lead)}`),
    ...customers.map((customer) => `Customer ${nameOf(customer)}`),
  ]);
  for (const document of [...contacts, ...addresses]) {
    const links = linksOf(document);
    if (links.length === 0) findings.add('orphaned', `${nameOf(document)} belongs to nobody`);
    for (const link of links.filter((owner) => !owners.has(owner)))
      findings.add('orphaned', `${nameOf(document)} belongs to ${link}, who is not there`);
  }
};
