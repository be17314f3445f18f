import type { Services } from '../local/services.js';
import type { Surroundings } from '../local/surroundings.js';

/** What a person needs to know who has just started everything. */
export const screen = (
  { list, erpnext }: Surroundings,
  { bridge, consumers }: Services,
  { secret, logFolder }: { readonly secret: string | undefined; readonly logFolder: string },
): string => {
  const rows = [
    ['webhook-bridge', `${bridge.url}/webhooks/medusa`],
    ...consumers.map(({ name, url }) => [name, url]),
    ...list.map(({ name, at }) => [name, at]),
    ['logs', `${logFolder}/`],
  ] as const;
  const token = erpnext.sandbox
    ? `${erpnext.apiKey}:${erpnext.apiSecret}`
    : '$ERPNEXT_API_KEY:$ERPNEXT_API_SECRET';
  const fields = encodeURIComponent('["name","lead_name","email_id","medusa_id"]');
  const sign = [
    'npx isthmus sign --example',
    ...(secret === undefined ? [] : [`--secret ${secret}`]),
    `--url ${bridge.url}/webhooks/medusa`,
  ].join(' ');
  return `
Isthmus is running.

${rows.map(([name, at]) => `  ${name.padEnd(18)}${at}`).join('\n')}

Somebody signs up in the shop (in another terminal, in this folder):

  ${sign} | sh

and is a Lead in ERPNext:

  curl -s -H "Authorization: token ${token}" '${erpnext.url}/api/resource/Lead?fields=${fields}'

Something waits?

  npx isthmus status
  npx isthmus dead-letters list
  tail -f ${logFolder}/*.log

Ctrl-C stops everything; what is in Kafka and the sandbox is kept for the next time.
`;
};
