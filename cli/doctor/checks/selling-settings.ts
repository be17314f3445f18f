import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';

/** How Customers get their name, and what is refused on a Quotation or a Sales Order. The integration user may read it. */
export const sellingSettingsCheck = (erpnext: ErpNextClient): Check => ({
  name: 'Selling Settings',
  async run() {
    const settings = await erpnext.get('Selling Settings', 'Selling Settings');
    const findings: Finding[] = [namingOf(String(settings['cust_master_name'] ?? ''))];
    if (settings['allow_multiple_items'] !== 1) {
      findings.push(
        wrong(
          'an Item may stand only once on an order: an order with two lines of one product is refused',
          'ERPNext › Selling Settings › Transaction Settings: tick "Allow Item to be Added Multiple Times in a Transaction".',
        ),
      );
    }
    if (settings['validate_selling_price'] === 1) {
      findings.push(
        warning(
          'a price below the purchase price is refused: what the shop sells at a loss is parked',
          'ERPNext › Selling Settings › Item Price Settings: untick "Validate Selling Price for Item Against Purchase Rate or Valuation Rate".',
        ),
      );
    }
    return findings;
  },
});

const namingOf = (by: string): Finding => {
  switch (by) {
    case 'Customer Name':
      return fine('Customers are named by their name: a second one of the same name is "Name - 1"');
    case 'Naming Series':
      return fine('Customers are named by a series: no two names clash');
    default:
      return warning(
        `Customers are named by "${by}", which Isthmus was not tried with`,
        'ERPNext › Selling Settings › Customer Naming By: choose Customer Name or Naming Series.',
      );
  }
};
