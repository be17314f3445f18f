import { customFields, fieldNamesOf } from '#libs/erpnext/custom-fields.js';
import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ErpNextNotSetUp } from '#libs/erpnext/errors.js';
import { customerGroup, leadSource, salesPerson } from '#libs/erpnext/masters.js';
import { SetUpCheck } from '#libs/erpnext/set-up-check.js';
import { setUpClientScripts } from '../../setup/client-script-setup.js';
import { setUpCustomFields } from '../../setup/custom-field-setup.js';
import type { Finding as SetupFinding } from '../../setup/finding.js';
import { setUpMasters } from '../../setup/master-setup.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** What `isthmus setup` would find, told as what is wrong: Custom Fields, masters, scripts. */
export const setUpOnSiteCheck = (admin: ErpNextClient): Check => ({
  name: 'Set-up of ERPNext',
  async run() {
    // Else each of a hundred things would say that nobody answers.
    await admin.list('Custom Field', { fields: ['name'], limit: 1 });
    const findings = [
      ...(await setUpCustomFields(admin, customFields, { dryRun: true })),
      ...(await setUpMasters(admin, { dryRun: true })),
      ...(await setUpClientScripts(admin, { dryRun: true })),
    ];
    return whatIsWrong(findings, 'npx isthmus setup --skip-kafka');
  },
});

/** The same as far as the integration user can tell, who may not read Custom Fields. */
export const setUpForServicesCheck = (erpnext: ErpNextClient): Check => ({
  name: 'Set-up of ERPNext',
  async run() {
    const doctypes = [...new Set(customFields.map(({ doctype }) => doctype))].filter(
      (doctype) => !doctype.endsWith(' Item'),
    );
    const needs = {
      fields: Object.fromEntries(doctypes.map((doctype) => [doctype, fieldNamesOf(doctype)])),
      documents: [
        ['Lead Source', leadSource],
        ['Customer Group', customerGroup],
        ['Sales Person', salesPerson],
      ] as const,
    };
    try {
      await new SetUpCheck(erpnext, needs).passed();
      return [fine('the Custom Fields and masters are there')];
    } catch (error) {
      if (!(error instanceof ErpNextNotSetUp)) throw error;
      return [wrong(error.message, 'npx isthmus setup --skip-kafka')];
    }
  },
});

export const whatIsWrong = (findings: readonly SetupFinding[], command: string): Finding[] => {
  const bad = findings.flatMap((finding) => told(finding, command));
  return bad.length > 0 ? bad : [fine(`${findings.length} things are as setup makes them`)];
};

const told = ({ kind, name, state, detail = '' }: SetupFinding, command: string): Finding[] => {
  switch (state) {
    case 'made':
    case 'mended':
    case 'already there':
      return [];
    case 'would be made':
      return [wrong(`${kind} ${name} is missing`, command)];
    case 'would be mended': {
      const isHarmless = !/unique|search_index|empty texts/.test(detail);
      const what = `${kind} ${name} is not as setup makes it: ${detail}`;
      return [isHarmless ? warning(what, command) : wrong(what, command)];
    }
    case 'differs':
      return [wrong(`${kind} ${name} is not what Isthmus needs`, sentence(detail))];
    case 'failed':
      return [wrong(`${kind} ${name} could not be looked at`, sentence(detail))];
  }
};

const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!]$/.test(text) ? '' : '.'}`;
