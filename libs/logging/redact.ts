/** Names under which records, documents and requests carry a person's data, without `_`, `-` and capitals. */
const personal = new Set(
  [
    ['email', 'emailid', 'medusaemail', 'phone', 'mobile', 'mobileno', 'firstname', 'lastname', 'middlename'],
    ['fullname', 'leadname', 'customername', 'recipient', 'medusarecipient', 'companyname', 'taxid', 'vatid'],
    ['address1', 'address2', 'addressline1', 'addressline2', 'addressname', 'city', 'province', 'postalcode'],
    ['pincode', 'metadata', 'note', 'medusasnapshot', 'ip', 'remoteaddress'],
  ].flat(),
);

const secret = /(secrets?|password|passphrase|token|authorization|cookie|signature|apikey|privatekey)$/;

/** Whole bodies, shown at trace only; a short text under such a name is an id. */
const payload = new Set([
  'payload',
  'body',
  'document',
  'documents',
  'record',
  'value',
  'customer',
  'address',
]);

const emailAddress = /[\w.%+-]+@[\w-]+(\.[\w-]+)+/g;
const deepest = 8;

export interface RedactOptions {
  readonly payloads: boolean;
}

/** A copy of the fields that may be written down: no secrets, no personal data, errors without what hangs on them. */
export const redact = (fields: object, { payloads }: RedactOptions): object => {
  const seen = new Set<object>();

  const ofObject = (value: object, depth: number): unknown => {
    if (value instanceof Error) return ofError(value, depth);
    if (value instanceof Date) return value.toISOString();
    if (value instanceof URL) return withoutCredentials(value.href);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (seen.has(value)) return '[circular]';
    if (depth > deepest) return '[too deep]';

    seen.add(value);
    const copy = Array.isArray(value)
      ? value.map((item) => ofValue(item, depth + 1))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ofField(key, item, depth + 1)]));
    seen.delete(value);
    return copy;
  };

  const ofField = (key: string, value: unknown, depth: number): unknown => {
    const name = key.toLowerCase().replace(/[_-]/g, '');
    if (value === null || value === undefined) return value;
    if (personal.has(name) || secret.test(name)) return '[redacted]';
    if (!payloads && payload.has(name) && !isShort(value)) return '[only at trace]';
    return ofValue(value, depth);
  };

  const ofValue = (value: unknown, depth: number): unknown => {
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'string') return withoutCredentials(value);
    return typeof value === 'object' && value !== null ? ofObject(value, depth) : value;
  };

  // An error drags along requests, responses and documents; only what says where it failed is kept.
  const ofError = (error: Error & { code?: unknown; context?: unknown }, depth: number): unknown => ({
    name: error.name,
    ...(error.code === undefined ? {} : { code: error.code }),
    message: withoutPeople(error.message),
    ...(isPlain(error.context) ? { context: ofObject(error.context, depth + 1) } : {}),
    stack: withoutPeople(error.stack ?? ''),
    ...(error.cause === undefined || depth > deepest ? {} : { cause: ofValue(error.cause, depth + 1) }),
  });

  return ofObject(fields, 0) as object;
};

const isShort = (value: unknown) => typeof value !== 'object' && String(value).length <= 40;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const withoutCredentials = (text: string) => text.replace(/(\w:\/\/)[^/\s@]+@/g, '$1');

const withoutPeople = (text: string) => withoutCredentials(text).replace(emailAddress, '[e-mail]');
