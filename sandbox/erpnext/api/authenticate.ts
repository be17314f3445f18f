import { ErpNextError, refused } from '../engine/errors.js';
import { guest, usersByKey, type User } from '../engine/users.js';

const unauthorized = () => new ErpNextError(401, 'AuthenticationError', '');

/** The user of an Authorization header; one that does not consist of two parts is ignored, as by Frappe. */
export function authenticate(header: string | undefined): User {
  const parts = header?.split(' ') ?? [];
  const [scheme = '', credentials = ''] = parts;
  if (parts.length !== 2) return guest;

  switch (scheme.toLowerCase()) {
    case 'token':
      return userOf(credentials);
    case 'basic':
      return userOf(decoded(credentials));
    default:
      throw unauthorized();
  }
}

function userOf(credentials: string): User {
  const [key = '', secret] = credentials.split(':');
  const user = usersByKey.get(key);
  if (!user?.enabled || secret !== key) throw unauthorized();
  return user;
}

function decoded(credentials: string): string {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(credentials)) return Buffer.from(credentials, 'base64').toString();
  throw refused(
    'InvalidAuthorizationToken',
    'Failed to decode token, please provide a valid base64-encoded token.',
    400,
  );
}
