import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecArgs, Logger } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import type { IsthmusService } from '../modules/isthmus/service.js';
import { readResendRequest } from '../resend-request.js';

/**
 * `npx medusa exec <this file> all`, `… since 2026-01-31`, `… customer cus_…`: has all that is there sent, and shows
 * how far that is. It is the running shop that sends; ended here, it goes on there.
 */
export default async function importAll({ container, args }: ExecArgs): Promise<void> {
  const log = container.resolve<Logger>(ContainerRegistrationKeys.LOGGER);
  const isthmus = container.resolve<IsthmusService>('isthmus');
  const [word = '', value] = args;
  const body = { all: { all: true }, since: { since: value }, customer: { customer_id: value } }[word];
  const request = readResendRequest(body, isthmus.settings.send);
  if (typeof request === 'string' || request === null) {
    log.error('Usage: all | since <time> | customer <id>');
    return;
  }
  const { id } = await isthmus.beginImport(request);
  for (;;) {
    const { imports, pending } = await isthmus.status();
    const mine = imports.find((one) => one.id === id);
    log.info(`Isthmus: ${mine?.noted ?? 0} noted for sending, ${pending} not sent yet`);
    if (!mine || (mine.done_at && pending === 0)) return;
    await sleep(2_000);
  }
}
