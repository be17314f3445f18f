import type { Party } from '#libs/party/party.js';
import { ErpNextSite, type Member, type MemberOptions } from './erpnext-site.js';
import { beforeEachCall } from './watched-calls.js';

/** What is done, and what comes in between. */
export interface AtEveryCall {
  /** What stands in ERPNext when the work begins; nothing further than at the test's own beginning, unless told. */
  readonly given?: () => Promise<unknown>;
  /** By the member; to its end, also when it was refused. */
  readonly work: () => Promise<unknown>;
  readonly happens: () => unknown;
  readonly then: (when: string) => unknown;
}

/** Called in a describe: each of its tests has the site as `prepare` leaves it, and one new member at work. */
export const siteForEachTest = (prepare: (site: ErpNextSite) => Promise<void>) => {
  let site: ErpNextSite;
  let member: Member;
  const replaceMember = (options?: MemberOptions) => (member = site.member(options));
  /** For a test of several cases: each begins as the test did. */
  const startAgain = async () => {
    await prepare(site);
    replaceMember();
  };

  /**
   * Has something happen just before each call that the member makes for its work, one after the other, each time from
   * the same beginning.
   * @returns how many calls that were, at the last
   */
  const atEveryCall = async ({ given, work, happens, then }: AtEveryCall): Promise<number> => {
    await startAgain();
    await given?.();
    const beginning = site.sandbox.snapshot();
    const worker = member;
    let [calls, step] = [0, 0];
    beforeEachCall(worker.erpnext, async () => {
      calls += 1;
      if (calls === step) await happens();
    });
    for (step = 1; ; step += 1) {
      site.sandbox.reset(beginning);
      member = worker;
      calls = 0;
      await work();
      if (calls < step) return calls;
      await then(`before call ${step}`);
    }
  };

  const party = async (medusaId = 'cus_1', by = member): Promise<Party> => {
    const found = await by.parties.find(medusaId);
    if (found === undefined) throw new Error(`Nobody is ${medusaId}.`);
    return found;
  };

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(startAgain);
  after(() => site.stop());

  return { site: () => site, member: () => member, replaceMember, startAgain, atEveryCall, party };
};
