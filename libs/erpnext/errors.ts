import { IntegrationError } from '#libs/errors/integration-error.js';

/** ERPNext is down, too slow, or refuses for now. */
export class ErpNextUnavailable extends IntegrationError {
  readonly code = 'ERPNEXT_UNAVAILABLE';

  /**
   * Whether the request may have been carried out all the same: its answer was lost, not its effect. Frappe answers
   * 500 in HTML, and a proxy 504, after a commit too, so a write must be looked up before it is repeated.
   */
  get outcomeUnknown(): boolean {
    return this.context['outcomeUnknown'] === true;
  }

  override get symptom(): string {
    const { status } = this.context;
    return typeof status === 'number' ? `ERPNext answers ${status}` : 'ERPNext does not answer';
  }
}

/** Somebody else wrote the same document, or the same number series, at the same moment; nothing was written. */
export class ErpNextConflict extends IntegrationError {
  readonly code = 'ERPNEXT_CONFLICT';
}

/** ERPNext read the document and refused it: the same document fails again. */
export class DocumentRejected extends IntegrationError {
  readonly code = 'ERPNEXT_REJECTED';
}

/**
 * A unique field, or a name, is taken. Not to be believed at once: a lost race answers the same as a repeat, and so
 * does a clash of names on a Contact that ERPNext makes along the way. Look up by id, then decide.
 */
export class DuplicateDocument extends DocumentRejected {}

export class DocumentNotFound extends DocumentRejected {}

/** The integration user may not do this. */
export class ErpNextForbidden extends IntegrationError {
  readonly code = 'ERPNEXT_FORBIDDEN';
}

export class CredentialsRefused extends IntegrationError {
  readonly code = 'ERPNEXT_CREDENTIALS';

  override get symptom(): string {
    return 'ERPNext refuses the API key and secret';
  }
}

/** A field or a master document that `isthmus setup` makes is missing. */
export class ErpNextNotSetUp extends IntegrationError {
  readonly code = 'ERPNEXT_NOT_SET_UP';
}

/** Whatever answers at this address does not speak ERPNext's REST API. */
export class ErpNextUnrecognised extends IntegrationError {
  readonly code = 'ERPNEXT_UNRECOGNISED';
}
