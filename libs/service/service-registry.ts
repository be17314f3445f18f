import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of its own for each service, with the figures of its process; the global one would mix tests. */
export const createRegistry = (service: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
};
