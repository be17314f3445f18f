/** A message for the user, as `_server_messages` carries it. */
export interface ServerMessage {
  message: string;
  title: string;
  indicator?: string;
  raise_exception?: 1;
}

interface Details {
  /** The Python module of the exception; empty for a built-in such as TypeError. */
  module?: string;
  messages?: ServerMessage[];
  /** Missing pages and most refusals come without `exception` and `exc`. */
  withoutTrace?: boolean;
  more?: Record<string, string>;
}

/** An error as ERPNext answers it; callers can rely on the status and `excType` only, as with the real one. */
export class ErpNextError extends Error {
  constructor(
    readonly status: number,
    readonly excType: string,
    message: string,
    readonly details: Details = {},
  ) {
    super(message);
  }
}

/** What the real ERPNext can do and this sandbox does not: better no answer than a wrong one. */
export class NotImitated extends Error {}

const thrown = (message: string, title = 'Message'): ServerMessage => ({
  message,
  title,
  indicator: 'red',
  raise_exception: 1,
});

/** `frappe.throw`: by far the most errors come this way. */
export const refused = (excType: string, message: string, status = 417) =>
  new ErpNextError(status, excType, message, { messages: [thrown(message)] });

export const invalid = (message: string) => refused('ValidationError', message);

export const notFound = (doctype: string, name: string) =>
  new ErpNextError(404, 'DoesNotExistError', '', {
    messages: [thrown(`${doctype} ${name} not found`)],
    withoutTrace: true,
  });

export const nameTaken = (doctype: string, name: string) =>
  new ErpNextError(
    409,
    'DuplicateEntryError',
    `('${doctype}', '${name}', IntegrityError(1062, "Duplicate entry '${name}' for key 'PRIMARY'"))`,
    {
      messages: [
        {
          message: `${doctype} <strong>${name}</strong> already exists`,
          title: 'Duplicate Name',
          indicator: 'red',
        },
      ],
    },
  );

export const valueTaken = (
  doctype: string,
  name: string,
  field: { fieldname: string; label: string },
  value: string,
) =>
  new ErpNextError(
    417,
    'UniqueValidationError',
    `('${doctype}', '${name}', IntegrityError(1062, "Duplicate entry '${value}' for key '${field.fieldname}'"))`,
    { messages: [{ message: `${field.label} must be unique`, title: 'Message' }] },
  );

export const forbidden = (user: string, doctype: string, trace: 'with-trace' | 'without-trace') =>
  new ErpNextError(403, 'PermissionError', '', {
    messages: [
      {
        message: `User <strong>${user}</strong> does not have doctype access via role permission for document <strong>${doctype}</strong>`,
        title: 'Message',
      },
    ],
    withoutTrace: trace === 'without-trace',
    more: { _error_message: `No permission for ${doctype}` },
  });

/** An exception of Python or of the database that nobody caught. */
export const crashed = (excType: string, message: string, module = '') =>
  new ErpNextError(500, excType, message, { module });
