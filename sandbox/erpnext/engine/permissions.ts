import type { DocType } from './doctype.js';
import type { Document } from './document.js';
import { ErpNextError, forbidden } from './errors.js';
import type { User } from './users.js';

export type Right = 'read' | 'write' | 'create' | 'delete';

export function may(user: User, right: Right, doctype: DocType): boolean {
  if (user.name === 'Administrator') return true;
  return user.roles.some((role) => doctype.permissions[role]?.includes(right.charAt(0)));
}

export function requireRight(user: User, right: Right, doctype: DocType, document?: Document): void {
  if (may(user, right, doctype)) return;
  if (right !== 'delete')
    throw forbidden(user.name, doctype.name, right === 'read' ? 'with-trace' : 'without-trace');

  const message = `User not allowed to delete ${doctype.name}: ${document?.name ?? ''}`;
  throw new ErpNextError(403, 'PermissionError', message, { messages: [{ message, title: 'Message' }] });
}
