import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';

/** Stands for the process that dies: thrown before a call, nothing after it happens. */
export class Killed extends Error {}

/** To happen before a call: the process dies. */
export const killed = (): never => {
  throw new Killed();
};

/** To be given to a work that may be killed. */
export const onlyKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error;
};

/** To be given to the work of a member that was overtaken: it finds somebody else's write, and nothing worse. */
export const onlyConflict = (error: unknown): void => {
  if (!(error instanceof ErpNextConflict)) throw error;
};

/** Does something before the n-th call that is made through a client from now on; answers how many there were. */
export const beforeEachCall = (
  erpnext: ErpNextClient,
  before: (n: number, kind: 'read' | 'write') => void | Promise<void>,
): (() => number) => {
  let calls = 0;
  const watched =
    <Args extends unknown[], Answer>(kind: 'read' | 'write', method: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      calls += 1;
      await before(calls, kind);
      return method(...args);
    };
  erpnext.list = watched('read', erpnext.list.bind(erpnext)) as typeof erpnext.list;
  erpnext.get = watched('read', erpnext.get.bind(erpnext));
  erpnext.insert = watched('write', erpnext.insert.bind(erpnext));
  erpnext.update = watched('write', erpnext.update.bind(erpnext));
  erpnext.run = watched('write', erpnext.run.bind(erpnext));
  erpnext.call = watched('write', erpnext.call.bind(erpnext));
  return () => calls;
};

/** Carries out the n-th write that is made through a client from now on and loses its answer; answers how many there were. */
export const loseAnswer = (erpnext: ErpNextClient, nth: number): (() => number) => {
  let writes = 0;
  const losing =
    <Args extends unknown[], Answer>(method: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      writes += 1;
      const isLost = writes === nth;
      const answer = await method(...args);
      if (isLost) throw new ErpNextUnavailable('The answer was lost.', { outcomeUnknown: true });
      return answer;
    };
  erpnext.insert = losing(erpnext.insert.bind(erpnext));
  erpnext.update = losing(erpnext.update.bind(erpnext));
  erpnext.run = losing(erpnext.run.bind(erpnext));
  return () => writes;
};
