import type { Case } from './case.js';
import type { Attention } from './step.js';

/** ERPNext does not allow what the shop asks for, or made something else of it: people have to see to it. */
export class LeftToPeople extends Error {
  constructor(
    readonly attention: Attention,
    /** How the case stands now, if it has changed. */
    readonly work?: Case,
    options?: ErrorOptions,
  ) {
    super(attention.reason, options);
  }
}
