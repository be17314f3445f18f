export interface Curve {
  readonly firstMs: number;
  readonly mostMs: number;
}

const second = 1_000;
const minute = 60 * second;

/** The receiver is away, and back soon: what waits for it should not have to wait much longer. */
export const unreachable: Curve = { firstMs: second, mostMs: 5 * minute };

/** The receiver does not want this body: somebody has to mend something first. */
export const refused: Curve = { firstMs: minute, mostMs: 6 * 60 * minute };

const longestRetryAfterMs = 24 * 60 * minute;

/** Doubles with each attempt; spread over half of it, so that what failed together does not come back together. */
export const backoffMs = (
  { firstMs, mostMs }: Curve,
  attempts: number,
  retryAfterMs: number | null,
  random: () => number,
): number => {
  const most = Math.min(mostMs, firstMs * 2 ** Math.min(attempts, 30));
  const own = Math.round(most * (0.5 + random() / 2));
  return Math.max(own, Math.min(retryAfterMs ?? 0, longestRetryAfterMs));
};
