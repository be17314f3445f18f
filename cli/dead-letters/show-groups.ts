import { counted, showAge, showTime } from '../terminal/time.js';
import type { Group } from './groups.js';

/** What lies where, since when, and what mends it. */
export const showGroups = (groups: readonly Group[], nowMs: number): string => {
  if (groups.length === 0) return 'No dead letters.';
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return [
    ...groups.flatMap(({ topic, cause, count, customers, firstMs, lastMs, example, meaning, mend }) => [
      `${cause}  ${counted(count, 'dead letter')} of ${counted(customers, 'key')} in ${topic}`,
      `  ${meaning}`,
      `  first    ${showTime(firstMs)} (${showAge(nowMs - firstMs)} ago), last ${showTime(lastMs)}`,
      `  example  ${example}`,
      `  mend     ${mend}`,
      '',
    ]),
    `${counted(total, 'dead letter')}. Look at one: isthmus dead-letters show <id>`,
  ].join('\n');
};
