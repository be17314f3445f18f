import { columns } from '../terminal/columns.js';
import { counted, showAge } from '../terminal/time.js';
import { wordsOf } from '../terminal/words-of.js';
import { waitingIn, type ServiceStatus, type Status } from './status.js';

/** One screen: how the services are, what waits, what needs a person, what was parked. */
export const showStatus = (status: Status, nowMs: number): string =>
  [
    'Services',
    ...columns(status.services.map((service) => [service.name, ...stateOf(service)])),
    ...section('Waits', waits(status)),
    ...section('Needs attention in ERPNext', attention(status, nowMs)),
    ...section('Dead letters', deadLetters(status, nowMs)),
    ...section('Not seen', status.unseen),
    ...(isQuiet(status) ? ['', 'Nothing waits, nothing needs attention.'] : []),
  ].join('\n');

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const stateOf = ({ url, look, group }: ServiceStatus): [string, string] => {
  const lag = group === undefined ? '' : lagOf(group);
  if (url === undefined)
    return ['not asked', `ISTHMUS_SERVICES does not say where it is${lag && `; ${lag}`}`];
  if (look === undefined) return ['no answer', lag];
  if (look.stoppedBy !== undefined) {
    const { meaning, mend } = wordsOf(look.stoppedBy);
    return ['stopped', `${look.stoppedBy}: ${meaning} ${mend}`];
  }
  if (look.notReady.length > 0) return ['not ready', look.notReady.join(', ')];
  if (look.breakerOpenedBy !== undefined) {
    const { breakerOpenedBy, waiting } = look;
    const symptom = waiting.find(({ cause }) => cause === breakerOpenedBy)?.symptom;
    return ['waits', [symptom ?? wordsOf(breakerOpenedBy).meaning, ...(lag ? [lag] : [])].join('; ')];
  }
  return ['runs', lag];
};

const lagOf = ({
  members,
  unfinished,
}: {
  readonly members: number;
  readonly unfinished: number;
}): string => {
  if (unfinished === 0) return 'nothing unfinished';
  const records = `${counted(unfinished, 'record')} unfinished`;
  return members === 0 ? `${records}, and nobody reads them` : records;
};

const waits = (status: Status): string[] =>
  waitingIn(status).map(
    ({ customers, seconds, symptom, meaning, cause, service }) =>
      `${counted(customers, 'customer')} ${customers === 1 ? 'waits' : 'wait'}, oldest ${showAge(seconds * 1000)}: ${symptom ?? meaning} (${cause}, ${service})`,
  );

const attention = ({ needsAttention }: Status, nowMs: number): string[] =>
  needsAttention.map(({ medusaId, document, reason, sinceMs }) => {
    const what = document === null ? medusaId : `${document.doctype} ${document.name} (${medusaId})`;
    return `${what}, for ${showAge(nowMs - sinceMs)}: ${reason}`;
  });

const deadLetters = ({ deadLetters: groups }: Status, nowMs: number): string[] =>
  groups.map(
    ({ cause, count, customers, firstMs, mend, topic }) =>
      `${counted(count, 'record')} of ${counted(customers, 'key')}, oldest ${showAge(nowMs - firstMs)}: ${cause} in ${topic}. ${mend}`,
  );

const isQuiet = (status: Status): boolean =>
  status.unseen.length === 0 &&
  status.needsAttention.length === 0 &&
  status.deadLetters.length === 0 &&
  waitingIn(status).length === 0 &&
  status.services.every(({ look }) => look?.stoppedBy === undefined);
