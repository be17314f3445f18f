import type { IntegrationError } from '#libs/errors/integration-error.js';
import {
  CredentialsRefused,
  DocumentNotFound,
  DocumentRejected,
  DuplicateDocument,
  ErpNextConflict,
  ErpNextForbidden,
  ErpNextNotSetUp,
  ErpNextUnavailable,
  ErpNextUnrecognised,
} from './errors.js';

/** An answer of ERPNext that is not a success. */
export interface FailedAnswer {
  readonly status: number;
  /** Parsed JSON, or undefined when the body was something else (a proxy's or Werkzeug's HTML). */
  readonly body: unknown;
  readonly retryAfter: string | null;
  /** Whether the request may change something. */
  readonly writes: boolean;
  /** `POST /api/resource/Lead`, for messages and logs. */
  readonly request: string;
}

/** MySQL errors that pass: a lost race (rolled back), and a database that is away. Others of the same class never do. */
const racedErrors = new Set([1020, 1205, 1213]);
const databaseAway = new Set([2002, 2003, 2006, 2013]);

/**
 * Judges by status and `exc_type`: messages are translated and disappear on sites that hide tracebacks. Observed on
 * Frappe 15.101; a status alone says little (417 is a unique clash, a stale write and any business rule).
 */
export const toError = (answer: FailedAnswer): IntegrationError => {
  const { status, request } = answer;
  const excType = textOf(answer.body, 'exc_type');
  const said = excType ?? `HTTP ${status}`;
  const context = { status, request, ...(excType === undefined ? {} : { excType }) };

  switch (excType) {
    case 'AuthenticationError':
    case 'InvalidAuthorizationToken':
      return new CredentialsRefused('ERPNext does not accept the API key and secret.', context);
    case 'PermissionError':
      return new ErpNextForbidden(`ERPNext forbids ${request} to this user.`, context);
    case 'ImportError':
      return new ErpNextUnrecognised(`ERPNext does not know the DocType of ${request}.`, context);
    case 'DataError':
      if (status === 417)
        return new ErpNextNotSetUp(`ERPNext misses a field: ${reasonOf(answer.body)}.`, context);
      break;
    case 'DuplicateEntryError':
    case 'UniqueValidationError':
      return new DuplicateDocument(`ERPNext already has such a document: ${excType}.`, context);
    case 'TimestampMismatchError':
    case 'DocumentLockedError':
    case 'QueryDeadlockError':
    case 'QueryTimeoutError':
      return new ErpNextConflict(`Another write came in between: ${excType}.`, context);
    case 'OperationalError':
    case 'InternalError':
    case 'InterfaceError':
      return toDatabaseError(answer, excType, context);
    case 'IntegrityError':
      // The first document of a new number series, raced. A plain clash of a key has a type of its own.
      if (status === 500) return new ErpNextConflict('The first use of a number series was raced.', context);
      break;
    case 'DoesNotExistError':
      return new DocumentNotFound(`ERPNext has no such document: ${request}.`, context);
    default:
  }

  if (status === 401)
    return new CredentialsRefused('ERPNext does not accept the API key and secret.', context);
  if (status === 403) return new ErpNextForbidden(`ERPNext forbids ${request} to this user.`, context);
  if (status === 429 || (status === 503 && excType !== undefined)) {
    return new ErpNextUnavailable(`ERPNext refuses for now: ${said}.`, {
      ...context,
      ...waitOf(answer.retryAfter),
    });
  }
  if (status >= 502 || (status >= 500 && excType === undefined)) {
    return new ErpNextUnavailable(`ERPNext failed: ${said}.`, {
      ...context,
      ...waitOf(answer.retryAfter),
      outcomeUnknown: answer.writes,
    });
  }
  if (excType === undefined && status !== 413) {
    return new ErpNextUnrecognised(`This is no answer of ERPNext: ${said} to ${request}.`, context);
  }
  return new DocumentRejected(`ERPNext refused ${request}: ${said} (${reasonOf(answer.body)}).`, context);
};

/** The class alone is ambiguous: a bad date is an OperationalError for ever, a deadlock passes. */
const toDatabaseError = (
  answer: FailedAnswer,
  excType: string,
  context: Record<string, unknown>,
): IntegrationError => {
  const number = Number(/\((\d{4}),/.exec(textOf(answer.body, 'exception') ?? '')?.[1]);
  const inContext = { ...context, ...(Number.isNaN(number) ? {} : { mysqlError: number }) };

  if (racedErrors.has(number))
    return new ErpNextConflict(`Another write came in between: MySQL ${number}.`, inContext);
  // Without a number (the site hides tracebacks) waiting is the safe guess: it loses nothing.
  if (Number.isNaN(number) || databaseAway.has(number)) {
    return new ErpNextUnavailable(`ERPNext lost its database: ${excType}.`, {
      ...inContext,
      outcomeUnknown: answer.writes,
    });
  }
  return new DocumentRejected(`ERPNext refused ${answer.request}: ${excType} ${number}.`, inContext);
};

const waitOf = (retryAfter: string | null) => {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
};

const textOf = (body: unknown, field: string): string | undefined => {
  const value =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/**
 * Why ERPNext refused, fit for logs and dead letters. Its texts name fields and rules but quote values too: for what
 * is known to quote a person's data only the field is told, of the rest all that stands in quotes, links or behind a
 * colon is left out.
 */
const reasonOf = (body: unknown): string => {
  const text = (textOf(body, 'exception') ?? '').replace(/^[\w.]+:\s*/, '');
  switch (textOf(body, 'exc_type')) {
    case 'MandatoryError':
      return /\]:\s*([\w, ]+)$/.exec(text)?.[1] ?? 'a mandatory field is missing';
    case 'DataError':
      return /:\s*([\w.]+)$/.exec(text)?.[1] ?? 'a field of ours';
    case 'CharacterLengthExceededError':
      return /<strong>([\w ]+)<\/strong>/.exec(text)?.[1] ?? 'a value is too long';
    case 'InvalidEmailAddressError':
    case 'InvalidPhoneNumberError':
      return 'the value is not valid';
    default:
      return text
        .replace(/<a .*?<\/a>/g, '…')
        .replace(/<[^>]*>/g, '')
        .replace(/\s*[:'"].*$/s, '')
        .replace(/\S+@\S+|\+?\d[\d\s()./-]{5,}\d/g, '…')
        .slice(0, 200);
  }
};
