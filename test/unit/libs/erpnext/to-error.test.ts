import { expect } from 'chai';
import { codeOf, verdictOf } from '#libs/errors/integration-error.js';
import { ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { DocumentNotFound, DuplicateDocument } from '#libs/erpnext/errors.js';
import { toError, type FailedAnswer } from '#libs/erpnext/to-error.js';

/** Answers as the recordings of a real ERPNext 15 have them. */
const answer = (status: number, body: unknown, more: Partial<FailedAnswer> = {}) =>
  toError({ status, body, retryAfter: null, writes: true, request: 'POST Lead', ...more });
const failed = (status: number, exc_type: string, exception = `frappe.exceptions.${exc_type}`) =>
  answer(status, { exc_type, exception });

describe('An answer of ERPNext', () => {
  const judged: [what: string, error: () => ReturnType<typeof answer>, code: string][] = [
    ['401 of a wrong secret', () => failed(401, 'AuthenticationError'), 'ERPNEXT_CREDENTIALS'],
    ['401 without a body that it wrote', () => answer(401, undefined), 'ERPNEXT_CREDENTIALS'],
    ['401 of a token that is none', () => failed(401, 'InvalidAuthorizationToken'), 'ERPNEXT_CREDENTIALS'],
    ['403', () => failed(403, 'PermissionError'), 'ERPNEXT_FORBIDDEN'],
    ['403 without a body that it wrote', () => answer(403, undefined), 'ERPNEXT_FORBIDDEN'],
    ['redirection', () => answer(301, undefined), 'ERPNEXT_UNRECOGNISED'],
    ['404 of a document', () => failed(404, 'DoesNotExistError'), 'ERPNEXT_REJECTED'],
    ['404 page of another server', () => answer(404, undefined), 'ERPNEXT_UNRECOGNISED'],
    ['200 that is no JSON', () => answer(200, undefined), 'ERPNEXT_UNRECOGNISED'],
    ['409 of a taken name', () => failed(409, 'DuplicateEntryError'), 'ERPNEXT_REJECTED'],
    ['413', () => answer(413, undefined), 'ERPNEXT_REJECTED'],
    ['417 of a unique field', () => failed(417, 'UniqueValidationError'), 'ERPNEXT_REJECTED'],
    ['417 of a stale write', () => failed(417, 'TimestampMismatchError'), 'ERPNEXT_CONFLICT'],
    ['417 of a business rule', () => failed(417, 'ValidationError'), 'ERPNEXT_REJECTED'],
    [
      '417 of an unknown field',
      () => failed(417, 'DataError', 'x.DataError: Field not permitted in query: medusa_id'),
      'ERPNEXT_NOT_SET_UP',
    ],
    ['500 of a wrong filter', () => failed(500, 'DataError'), 'ERPNEXT_REJECTED'],
    ['417 of a document that is being written', () => failed(417, 'DocumentLockedError'), 'ERPNEXT_CONFLICT'],
    ['417 of a broken link', () => failed(417, 'IntegrityError'), 'ERPNEXT_REJECTED'],
    ['429 without a body that it wrote', () => answer(429, undefined), 'ERPNEXT_UNAVAILABLE'],
    ['429', () => failed(429, 'TooManyRequestsError'), 'ERPNEXT_UNAVAILABLE'],
    ['500 of a deadlock', () => failed(500, 'QueryDeadlockError'), 'ERPNEXT_CONFLICT'],
    ['500 of a lock wait', () => failed(500, 'QueryTimeoutError'), 'ERPNEXT_CONFLICT'],
    ['500 of a raced series', () => failed(500, 'IntegrityError'), 'ERPNEXT_CONFLICT'],
    [
      '500 of a bad value',
      () => failed(500, 'OperationalError', "pymysql.err.OperationalError: (1292, 'Incorrect date')"),
      'ERPNEXT_REJECTED',
    ],
    [
      '500 of a lost database',
      () => failed(500, 'OperationalError', "pymysql.err.OperationalError: (2003, 'no')"),
      'ERPNEXT_UNAVAILABLE',
    ],
    ...[1020, 1205, 1213].map((number): (typeof judged)[number] => [
      `500 of a race that MySQL calls ${number}`,
      () => failed(500, 'OperationalError', `pymysql.err.OperationalError: (${number}, 'no')`),
      'ERPNEXT_CONFLICT',
    ]),
    ...[2002, 2006, 2013].map((number): (typeof judged)[number] => [
      `500 of a database that is away, ${number}`,
      () => failed(500, 'InterfaceError', `pymysql.err.InterfaceError: (${number}, 'no')`),
      'ERPNEXT_UNAVAILABLE',
    ]),
    ['500 of an internal error', () => failed(500, 'InternalError', 'x: (1020, "no")'), 'ERPNEXT_CONFLICT'],
    [
      '500 of a database, tracebacks hidden',
      () => answer(500, { exc_type: 'OperationalError' }),
      'ERPNEXT_UNAVAILABLE',
    ],
    ['500 of an unknown DocType', () => failed(500, 'ImportError'), 'ERPNEXT_UNRECOGNISED'],
    ['500 of a bad shape', () => failed(500, 'TypeError'), 'ERPNEXT_REJECTED'],
    ['500 page', () => answer(500, undefined), 'ERPNEXT_UNAVAILABLE'],
    ['502 page', () => answer(502, undefined), 'ERPNEXT_UNAVAILABLE'],
    ['503 page', () => answer(503, undefined), 'ERPNEXT_UNAVAILABLE'],
    ['504 in words of ERPNext', () => failed(504, 'GatewayTimeout'), 'ERPNEXT_UNAVAILABLE'],
    ['503 of maintenance', () => failed(503, 'SessionStopped'), 'ERPNEXT_UNAVAILABLE'],
  ];
  for (const [what, error, code] of judged) {
    it(`${what} is ${code}`, () => expect(codeOf(error())).to.equal(code));
  }

  it('that is a page of 5xx to a write leaves unknown what became of it', () => {
    const error = answer(502, undefined) as ErpNextUnavailable;

    expect(error.outcomeUnknown).to.equal(true);
    expect((answer(502, undefined, { writes: false }) as ErpNextUnavailable).outcomeUnknown).to.equal(false);
  });

  it('that tells of a lost database leaves it unknown as well', () => {
    const lost = { exc_type: 'OperationalError', exception: "x: (2013, 'Lost connection')" };

    expect((answer(500, lost) as ErpNextUnavailable).outcomeUnknown).to.equal(true);
    expect((answer(500, lost, { writes: false }) as ErpNextUnavailable).outcomeUnknown).to.equal(false);
  });

  it('is told with what was asked, and how ERPNext and its database call it', () => {
    const refused = { status: 500, request: 'POST Lead', excType: 'OperationalError' };

    expect(failed(417, 'ValidationError').context).to.deep.equal({
      status: 417,
      request: 'POST Lead',
      excType: 'ValidationError',
    });
    expect(answer(404, undefined).context).to.deep.equal({ status: 404, request: 'POST Lead' });
    expect(failed(500, 'OperationalError', "x: (1292, 'no')").context).to.deep.equal({
      ...refused,
      mysqlError: 1292,
    });
    expect(failed(500, 'OperationalError', "x: (1213, 'no')").context).to.deep.equal({
      ...refused,
      mysqlError: 1213,
    });
    expect(failed(500, 'OperationalError').context).to.deep.equal({ ...refused, outcomeUnknown: true });
  });

  it('that ERPNext wrote itself says that nothing was stored', () => {
    expect((failed(503, 'SessionStopped') as ErpNextUnavailable).outcomeUnknown).to.equal(false);
  });

  it('has a symptom that an operator knows it by', () => {
    const symptoms = [answer(503, undefined), failed(429, 'TooManyRequestsError'), answer(401, undefined)];

    expect(symptoms.map(({ symptom }) => symptom)).to.deep.equal([
      'ERPNext answers 503',
      'ERPNext answers 429',
      'ERPNext refuses the API key and secret',
    ]);
    expect(new ErpNextUnavailable('no answer').symptom).to.equal('ERPNext does not answer');
  });

  it('tells a clash and a missing document apart from other refusals', () => {
    expect(failed(409, 'DuplicateEntryError')).to.be.instanceOf(DuplicateDocument);
    expect(failed(404, 'DoesNotExistError')).to.be.instanceOf(DocumentNotFound);
  });

  it('names the field that is missing on the site', () => {
    const error = failed(
      417,
      'DataError',
      'frappe.exceptions.DataError: Field not permitted in query: medusa_id',
    );

    expect(error.message).to.contain('medusa_id');
    expect(verdictOf(error)).to.equal('ours');
  });

  it('never repeats what a person typed', () => {
    const messages = [
      failed(
        417,
        'InvalidPhoneNumberError',
        'x.InvalidPhoneNumberError: call me at 12 is not a valid Phone Number',
      ),
      failed(
        417,
        'InvalidEmailAddressError',
        'x.InvalidEmailAddressError: ada@b is not a valid Email Address',
      ),
      failed(417, 'LinkValidationError', 'x.LinkValidationError: Could not find Customer: Ada Smith'),
      failed(417, 'ValidationError', 'x.ValidationError: "Ada Smith" is taken by ada@b.example'),
      failed(
        417,
        'CharacterLengthExceededError',
        "x.CharacterLengthExceededError: Contact Ada: '<strong>First Name</strong>' (Ada)",
      ),
      failed(409, 'DuplicateEntryError', 'x.DuplicateEntryError: used in <a href="x">Ada</a>'),
    ].map((error) => error.message);

    expect(messages.join()).not.to.match(/Ada|ada|call me/);
    expect(messages[4]).to.contain('First Name');
  });

  it('says why in the words that name fields and rules', () => {
    const reasons = [
      failed(417, 'MandatoryError', '[Lead, LEAD-1]: email_id, company_name'),
      failed(417, 'MandatoryError', 'something'),
      failed(417, 'DataError', 'something'),
      failed(417, 'CharacterLengthExceededError', 'something'),
      failed(
        417,
        'ValidationError',
        'frappe.exceptions.ValidationError: Delivery Date <b>must</b> be later: "x"',
      ),
      failed(417, 'ValidationError', 'Call +49 (30) 123-456 or ada@b.example\nRow 1'),
      failed(417, 'ValidationError', `${'long '.repeat(60)}`),
      answer(417, { exc_type: 'ValidationError', exception: 7 }),
    ].map(({ message }) => message);

    expect(reasons.slice(0, 6)).to.deep.equal([
      'ERPNext refused POST Lead: MandatoryError (email_id, company_name).',
      'ERPNext refused POST Lead: MandatoryError (a mandatory field is missing).',
      'ERPNext misses a field: a field of ours.',
      'ERPNext refused POST Lead: CharacterLengthExceededError (a value is too long).',
      'ERPNext refused POST Lead: ValidationError (Delivery Date must be later).',
      'ERPNext refused POST Lead: ValidationError (Call … or …\nRow 1).',
    ]);
    expect(reasons[6]).to.have.length('ERPNext refused POST Lead: ValidationError ().'.length + 200);
    expect(reasons[7]).to.equal('ERPNext refused POST Lead: ValidationError ().');
  });

  it('hands on how long ERPNext wants to be left alone, if it says so in seconds', () => {
    const waitOf = (status: number, retryAfter: string | null) =>
      answer(status, undefined, { retryAfter }).context['retryAfterMs'];

    expect([waitOf(429, '7'), waitOf(502, '0'), waitOf(503, '1.5')]).to.deep.equal([7000, 0, 1500]);
    for (const unsaid of [null, '-1', 'Wed, 25 Nov 2026 10:00:00 GMT'])
      expect(answer(429, undefined, { retryAfter: unsaid }).context).not.to.have.property('retryAfterMs');
  });
});
