import type { ServiceProcess } from '../local/service-process.js';
import type { Reading } from './run-demo.js';

type Consumer = Pick<ServiceProcess, 'name' | 'about'>;

/** Which group reads which topic, as each service says when it starts. */
export const readingsOf = (consumers: readonly Consumer[]): Reading[] =>
  consumers.map(({ name, about: { topic, group } }) => {
    if (typeof topic === 'string' && typeof group === 'string') return { topic, group };
    throw new Error(`${name} does not say which topic it reads and as which group.`);
  });

const doctypesOf: Readonly<Record<string, readonly string[]>> = {
  'quotation-service': ['Quotation', 'Sales Order'],
};

/** Of which ERPNext documents may have come. */
export const shownDoctypes = (consumers: readonly Consumer[]): string[] => [
  ...['Lead', 'Customer', 'Contact', 'Address'],
  ...consumers.flatMap(({ name }) => doctypesOf[name] ?? []),
];
