import { ErpNextSite, type Member, type MemberOptions } from './erpnext-site.js';

/** Called in a describe: each of its tests has the site as `prepare` leaves it, and one new member at work. */
export const siteForEachTest = (prepare: (site: ErpNextSite) => Promise<void>) => {
  let site: ErpNextSite;
  let member: Member;
  const replaceMember = (options?: MemberOptions) => (member = site.member(options));
  /** For a test that goes through many cases: each begins as the test did. */
  const startAgain = async () => {
    await prepare(site);
    replaceMember();
  };

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(startAgain);
  after(() => site.stop());

  return { site: () => site, member: () => member, replaceMember, startAgain };
};
