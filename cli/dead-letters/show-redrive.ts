import { counted } from '../terminal/time.js';
import { mostRedrives, type RedriveReport } from './redrive.js';

export const showRedrive = (report: RedriveReport): string => {
  const { applied, letters, records, covered, settled, heldBack, undecodable, webhooks } = report;
  const unmapped = Object.entries(webhooks.unmapped);
  return [
    applied
      ? `${counted(records, 'record')} sent back, ${counted(settled, 'dead letter')} settled.`
      : `${counted(records, 'record')} would go back for ${counted(letters, 'dead letter')}.`,
    ...(covered > 0
      ? [`${counted(covered, 'dead letter')}: something newer of the same thing goes in its place.`]
      : []),
    ...(undecodable > 0 ? [`${undecodable} of them can not be decoded still: they go as they are.`] : []),
    ...(webhooks.mapped > 0 ? [`${counted(webhooks.mapped, 'webhook')} of them can be mapped now.`] : []),
    ...unmapped.map(([why, count]) => `${counted(count, 'webhook')} can not be mapped still: ${why}`),
    ...(heldBack > 0
      ? [`${counted(heldBack, 'dead letter')} held back: redriven ${mostRedrives} times already (--force).`]
      : []),
    ...(applied ? [] : ['Nothing was sent. Add --apply.']),
  ].join('\n');
};
