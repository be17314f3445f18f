import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, wrong, type Check } from '../finding.js';

/** Orders are dated where the shop is; ERPNext dates what people make where the site is. */
export const timeZoneCheck = (erpnext: ErpNextClient, shopTimeZone: string | undefined): Check => ({
  name: 'Time zones',
  async run() {
    const answer = (await erpnext.call('frappe.client.get_time_zone')) as { time_zone?: string } | undefined;
    const site = answer?.time_zone ?? '';
    if (!isTimeZone(site)) {
      return [
        wrong(
          `the site's time zone is "${site}", which nobody knows`,
          'ERPNext › System Settings › Time Zone: choose one.',
        ),
      ];
    }
    if (shopTimeZone === undefined && offsetOf(site) !== 0) {
      return [
        warning(
          `SHOP_TIME_ZONE is not set, so orders are dated in UTC, and the site is in ${site}: near midnight they get another day than people would give them`,
          `SHOP_TIME_ZONE=${site}, or where the shop keeps its books.`,
        ),
      ];
    }
    const shop = shopTimeZone ?? 'UTC';
    return [
      fine(shop === site ? `shop and site are in ${site}` : `the shop dates in ${shop}, the site in ${site}`),
    ];
  },
});

const isTimeZone = (name: string): boolean => {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** In minutes, now. */
const offsetOf = (timeZone: string): number => {
  const now = new Date();
  const there = new Date(now.toLocaleString('en-US', { timeZone }));
  const utc = new Date(now.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((there.getTime() - utc.getTime()) / 60_000);
};
