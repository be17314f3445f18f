#!/usr/bin/env node
/* global URLSearchParams, AbortSignal */
// Replays recorded ERPNext exchanges against another server and counts agreements, refusals (501) and contradictions.
//   replay-recordings.mjs BASE_URL FILE...      env: ADMIN_TOKEN, INTEGRATION_TOKEN ("key:secret"), TOKENS (JSON, further roles), VERBOSE=1
// Generated values (names, times) are learnt from the server's own answers and substituted in later requests.
import { readFileSync } from 'node:fs';
const [base, ...files] = process.argv.slice(2);
const tokens = {
  admin: process.env.ADMIN_TOKEN ?? 'admin:admin',
  integration: process.env.INTEGRATION_TOKEN ?? 'integration:integration',
  ...JSON.parse(process.env.TOKENS ?? '{}'),
};
const volatile = new Set([
  'other_charges_calculation',
  'child_docname',
  'last_scanned_warehouse',
  'rule_applied',
]);
const unstable = new Set([
  '06-sales-order#106',
  '07-errors#46',
  '07-errors#58',
  '07-errors#67',
  '07-errors#68',
  '11-flows#51',
]); // the real server itself answers these differently a second time
const learnt = new Map(); // recorded value -> the server's value
const generated = new Set(['name', 'creation', 'modified', 'modified_by', 'owner', 'idx', 'parent', 'title']);
const learnable = (key, a, b) =>
  typeof a === 'string' &&
  typeof b === 'string' &&
  a !== b &&
  /^(name|modified|creation|parent|amended_from|prevdoc_docname|quotation_item|customer_primary_contact|lead_name|customer|party_name|customer_address|contact_person)$/.test(
    key,
  );
const learn = (a, b, key = '') => {
  if (Array.isArray(a) && a.length && key === '') return; // rows of a list may come in another order
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    for (const k of Object.keys(a)) if (k in b) learn(a[k], b[k], k);
  } else if (learnable(key, a, b) && !learnt.has(a)) learnt.set(a, b);
};
const subst = (text) => {
  let s = text;
  for (const [a, b] of learnt) if (a.length > 3 && s.includes(a)) s = s.split(a).join(b);
  return s;
};
const total = { agree: 0, refused: 0, contradict: 0, skipped: 0 };
for (const file of files) {
  const rec = JSON.parse(readFileSync(file, 'utf8'));
  const n = { agree: 0, refused: 0, contradict: 0, skipped: 0 };
  for (const [i, ex] of rec.exchanges.entries()) {
    const r = ex.request,
      want = ex.response;
    const headers = { ...r.headers };
    let replayable = !r.rawTrimmed;
    for (const h of Object.keys(headers))
      if (h.toLowerCase() === 'authorization') {
        const role = /^token (\w+)$/.exec(headers[h])?.[1];
        if (role && tokens[role]) headers[h] = `token ${tokens[role]}`;
        else if (role || /SECRET|KEY-/.test(headers[h])) replayable = false; // a user or key that only the recorded site had
      }
    if (unstable.has(`${rec.scenario}#${i + 1}`)) replayable = false;
    if (!replayable) {
      n.skipped++;
      continue;
    }
    let url = base + subst(r.path);
    if (r.query)
      url +=
        (url.includes('?') ? '&' : '?') +
        (typeof r.query === 'string'
          ? subst(r.query)
          : new URLSearchParams(JSON.parse(subst(JSON.stringify(r.query)))).toString());
    const body =
      r.rawBody !== undefined
        ? r.rawBody
        : r.body === undefined || r.body === null
          ? undefined
          : subst(JSON.stringify(r.body));
    let got, gotBody;
    try {
      got = await fetch(url, {
        method: r.method,
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(20000),
      });
      const t = await got.text();
      try {
        gotBody = JSON.parse(t);
      } catch {
        gotBody = t;
      }
    } catch (e) {
      got = { status: 0 };
      gotBody = String(e);
    }
    if (got.status === 501) {
      n.refused++;
      continue;
    }
    const why = [];
    if (got.status !== want.status) why.push(`status ${got.status}, recorded ${want.status}`);
    const wb = want.body;
    if (wb && typeof wb === 'object') {
      if ((wb.exc_type ?? null) !== (gotBody?.exc_type ?? null))
        why.push(`exc_type ${gotBody?.exc_type}, recorded ${wb.exc_type}`);
      const compare = (w, g, path) => {
        if (why.length > 4) return;
        if (Array.isArray(w) && Array.isArray(g)) {
          if (w.length !== g.length) {
            why.push(`${path}: ${g.length} entries, recorded ${w.length}`);
            return;
          }
          w.forEach((x, k) => compare(x, g[k], `${path}[${k}]`));
        } else if (w && g && typeof w === 'object' && typeof g === 'object') {
          for (const k of Object.keys(g))
            if (k in w && !generated.has(k) && !volatile.has(k)) compare(w[k], g[k], `${path}.${k}`);
        } else if (typeof w === 'number' && typeof g === 'number') {
          if (Math.abs(w - g) > 0.005) why.push(`${path}: ${g}, recorded ${w}`);
        } else if (
          w !== g &&
          !(typeof w === 'string' && /trimmed\]/.test(w)) &&
          !(typeof w === 'string' && typeof g === 'string' && (subst(w) === g || /^\d{4}-\d\d-\d\d/.test(w)))
        )
          why.push(
            `${path}: ${JSON.stringify(g)?.slice(0, 80)}, recorded ${JSON.stringify(w)?.slice(0, 80)}`,
          );
      };
      for (const k of ['data', 'message'])
        if (wb[k] !== undefined && !wb.exc_type) {
          if (gotBody?.[k] === undefined && wb[k] !== null) why.push(`no ${k} in the answer`);
          else {
            compare(wb[k], gotBody?.[k], k);
            learn(wb[k], gotBody?.[k]);
          }
        }
      // what the request wrote must be readable in the answer, as it was in the recording
      const sent = r.body && typeof r.body === 'object' ? r.body : {};
      if (want.status === 200 && wb.data && typeof wb.data === 'object' && !Array.isArray(wb.data))
        for (const k of Object.keys(sent))
          if (k in wb.data && gotBody?.data && !(k in gotBody.data))
            why.push(`data.${k} was sent, recorded in the answer, missing here`);
    }
    if (why.length) {
      n.contradict++;
      if (process.env.VERBOSE)
        console.log(
          `${rec.scenario}#${i + 1} ${r.method} ${r.path} (${ex.note ?? ex.step}): ${why.join('; ')}`,
        );
    } else n.agree++;
  }
  for (const k of Object.keys(n)) total[k] += n[k];
  console.log(
    `${rec.scenario}: ${n.agree} agree, ${n.refused} not imitated, ${n.contradict} contradict, ${n.skipped} not replayable`,
  );
}
const sum = total.agree + total.refused + total.contradict;
console.log(
  `total ${sum}: ${total.agree} agree (${Math.round((100 * total.agree) / sum)} %), ${total.refused} not imitated, ${total.contradict} contradict`,
);
process.exit(total.contradict ? 1 : 0);
