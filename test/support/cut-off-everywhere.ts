import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { LinkRefused } from '#libs/party/link-refused.js';
import { CutOff, cutOffAfter } from './cut-off.js';

/** Cuts the work after each of its calls on a fresh site, repeats it, and checks what came out. */
export const cutOffEverywhere = async (
  repeat: () => Promise<unknown>,
  {
    prepare,
    cut,
    client,
    check,
    mayBeDone,
  }: {
    prepare: () => Promise<void>;
    cut: (client: ErpNextClient) => Promise<unknown>;
    client: () => ErpNextClient;
    check: () => void;
    mayBeDone?: string;
  },
): Promise<number> => {
  for (let calls = 1; ; calls += 1) {
    await prepare();
    try {
      await cut(cutOffAfter(client(), calls));
      return calls;
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
    await repeat().catch((error: unknown) => {
      if (!(error instanceof LinkRefused) || error.reason !== mayBeDone) throw error;
    });
    check();
  }
};
