import { Chance } from './chance.js';
import type { Webhook } from './webhook.js';

/** So many places may a webhook come too late, and a copy of it. */
const late = { first: 30, copy: 120 };

/** In which order the webhooks leave the shop, each one to five times, none before what it has to come after. */
export const sendingsOf = (webhooks: readonly Webhook[], seed: number): readonly Webhook[] => {
  const chance = new Chance(seed);
  const leavesAt = new Map<string, number>();
  const sendings = webhooks.flatMap((webhook, index) => {
    const own = chance.happens(0.3) ? index + chance.whole(0, late.first) : index + chance.draw();
    const after = webhook.after === undefined ? undefined : leavesAt.get(webhook.after);
    const first = Math.max(own, after === undefined ? 0 : after + 1e-6);
    leavesAt.set(webhook.id, first);
    const copies = chance.happens(0.5) ? 0 : chance.whole(1, 4);
    const later = Array.from({ length: copies }, () => first + chance.whole(0, late.copy) + 1e-6);
    return [first, ...later].map((at) => ({ at, webhook }));
  });
  return sendings.sort((one, other) => one.at - other.at).map(({ webhook }) => webhook);
};
