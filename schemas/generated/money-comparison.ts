// Generated from money-comparison.avsc by `npm run generate`. Do not edit.
import type { MoneyAmounts } from './money-amounts.js';

export type { MoneyAmounts };

/** The same amounts as the shop and ERPNext have them: they may differ by rounding. */
export interface MoneyComparison {
  /** As Medusa computed them, unrounded. */
  readonly shop: MoneyAmounts;
  /** As they stand on the document in ERPNext. */
  readonly erp: MoneyAmounts;
}
