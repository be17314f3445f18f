/** A user of the site; the token of each is its key twice: `admin:admin`. */
export interface User {
  readonly name: string;
  readonly roles: readonly string[];
  readonly enabled: boolean;
}

const user = (name: string, ...roles: string[]): User => ({ name, roles, enabled: true });

export const guest = user('Guest', 'Guest');

export const administrator = user('Administrator', 'Administrator');

/** The users of the recordings, by API key. */
export const usersByKey: ReadonlyMap<string, User> = new Map([
  ['admin', administrator],
  ['integration', user('integration@example.com', 'All', 'Sales User', 'Sales Manager')],
  ['salesuser', user('salesuser@example.com', 'All', 'Sales User')],
  ['salesmanager', user('salesmanager@example.com', 'All', 'Sales Manager')],
  ['norole', user('norole@example.com', 'All')],
  ['disabled', { ...user('disabled@example.com'), enabled: false }],
]);
