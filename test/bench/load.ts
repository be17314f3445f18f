import autocannon from 'autocannon';

export interface LoadResult {
  /** Requests answered 2xx, a second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export const connections = 64;

/** A closed loop: each connection sends its next request when it has its answer. */
export const load = async (
  url: string,
  requests: readonly SignedRequest[],
  seconds: number,
): Promise<LoadResult> => {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.map(({ headers, body }) => ({ method: 'POST', headers: { ...headers }, body })),
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    refused: result.non2xx + result.errors,
  };
};
