import { ping } from '#libs/erpnext/ping.js';
import { fine, warning, type Check } from '../finding.js';

const mostSkewMs = 30_000;

/** Whether ERPNext answers, and what time it is there. */
export const erpnextThereCheck = (url: string, timeoutMs: number): Check => ({
  name: 'ERPNext',
  async run() {
    const { aheadMs, tookMs } = await ping(url, timeoutMs);
    const there = fine(`${url} answers in ${tookMs} ms`);
    if (aheadMs === undefined || Math.abs(aheadMs) <= mostSkewMs) return [there];
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    return [
      there,
      warning(
        `the clock of ERPNext's host is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this one; webhooks are refused when they are 300 s off`,
        'Let both hosts keep the time by NTP: `timedatectl set-ntp true`.',
      ),
    ];
  },
});
