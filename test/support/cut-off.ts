import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';

/** What a process that was killed leaves behind: nothing after its last call. */
export class CutOff extends Error {}

const methods = ['list', 'get', 'insert', 'update', 'run', 'call'] as const;

/** A client whose call number `at` is its last: it is carried out, and nobody hears the answer. */
export const cutOffAfter = (client: ErpNextClient, at: number): ErpNextClient & { calls(): number } => {
  let calls = 0;
  const cut =
    (method: (typeof methods)[number]) =>
    async (...args: unknown[]): Promise<unknown> => {
      calls += 1;
      if (calls > at) throw new CutOff();
      const answer = await (client[method] as (...given: unknown[]) => Promise<unknown>)(...args);
      if (calls >= at) throw new CutOff();
      return answer;
    };
  const cutMethods = Object.fromEntries(methods.map((method) => [method, cut(method)]));
  return { ...(cutMethods as unknown as ErpNextClient), calls: () => calls };
};
