import type { ServiceProcess } from '../local/service-process.js';

type Consumer = Pick<ServiceProcess, 'name' | 'notReady' | 'complaint'>;

/** A story that only half of the services hear is not worth telling. @throws Error that says who takes no work, and why. */
export const demandThatAllWork = async (consumers: readonly Consumer[]): Promise<void> => {
  const idle: string[] = [];
  for (const consumer of consumers) {
    const reasons = await consumer.notReady();
    if (reasons.length > 0)
      idle.push(`${consumer.name} takes no work: ${consumer.complaint || reasons.join(', ')}`);
  }
  if (idle.length === 0) return;
  throw new Error(
    [
      'Nothing was played.',
      ...idle,
      'npx isthmus setup makes what every site needs, with --demo-data also what the captured shop sells and is taxed with.',
    ].join('\n'),
  );
};
