import { parseMetrics, type Sample } from './parse-metrics.js';

/** Records of some customers wait for the same cause. */
export interface Waiting {
  readonly cause: string;
  /** What the service saw of the cause last, `ERPNext answers 503`; null where the cause says it all. */
  readonly symptom: string | null;
  readonly customers: number;
  /** Of the one that waits longest. */
  readonly seconds: number;
}

/** What a running service says of itself. */
export interface ServiceLook {
  /** Why it takes no work; empty when it does. */
  readonly notReady: readonly string[];
  /** The code of what stopped it: the fault is ours. */
  readonly stoppedBy: string | undefined;
  /** The code of what keeps every record waiting. */
  readonly breakerOpenedBy: string | undefined;
  readonly waiting: readonly Waiting[];
}

/** @returns undefined when nothing answers there. */
export const lookAtService = async (
  url: string,
  { timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {},
): Promise<ServiceLook | undefined> => {
  const get = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(timeoutMs) });
  try {
    const [ready, metrics] = await Promise.all([get('/readyz'), get('/metrics')]);
    const { reasons } = ready.ok ? { reasons: [] } : ((await ready.json()) as { reasons?: string[] });
    return {
      notReady: reasons ?? [`/readyz answers ${ready.status}`],
      ...saidBy(parseMetrics(await metrics.text())),
    };
  } catch {
    return undefined;
  }
};

const saidBy = (samples: readonly Sample[]): Omit<ServiceLook, 'notReady'> => {
  const labelOf = (name: string, label: string) =>
    samples.find((sample) => sample.name === name && sample.value === 1)?.labels[label];
  const customers = new Map(
    samples
      .filter(({ name }) => name === 'isthmus_customers_waiting')
      .map(({ labels, value }) => [labels['cause'], value]),
  );
  return {
    stoppedBy: labelOf('isthmus_stopped', 'code'),
    breakerOpenedBy: labelOf('isthmus_breaker_open', 'cause'),
    waiting: samples
      .filter(({ name }) => name === 'isthmus_oldest_waiting_seconds')
      .map(({ labels: { cause = '', symptom = null }, value }) => ({
        ...{ cause, symptom },
        customers: customers.get(cause) ?? 1,
        seconds: value,
      })),
  };
};
