import { userInfo } from 'node:os';
import type { Pair } from '#libs/party/link-checks.js';
import { redrive } from '../dead-letters/redrive.js';
import { Refusal } from '../terminal/refusal.js';
import { terminal } from '../terminal/terminal.js';
import type { Linking } from './linking.js';

/**
 * Sends back what was parked for want of the link, if the person agrees.
 * @returns how many dead letters were settled
 */
export const offerRedrive = async (
  { connection, publisher }: Pick<Linking, 'connection' | 'publisher'>,
  { lead }: Pair,
  { yes }: { readonly yes: boolean },
): Promise<number> => {
  let settled = 0;
  for (const key of [lead.medusa_id, lead.medusa_guest_id]) {
    if (!key) continue;
    try {
      const report = await redrive(connection, {
        ...{ selection: { key }, apply: true, force: false, publisher, terminal },
        by: userInfo().username,
        agree: (question) => terminal.agree(`Dead letters of ${key} wait. ${question}`, { yes }),
      });
      settled += report.settled;
    } catch (error) {
      // None is there, or they shall stay: the link holds all the same.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return settled;
};
