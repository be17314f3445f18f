import type { ErrorCode } from '#libs/errors/catalogue.js';
import { codeOf, entryOf } from '#libs/errors/integration-error.js';

/** Causes that are one record's trouble once, and ours when many customers in a row have them. */
export class Suspicion {
  private readonly keys = new Map<ErrorCode, Set<string>>();

  constructor(private readonly distinctKeys: number) {}

  /** Whether this failure, with those before it, says that the fault is ours. */
  confirmedBy(error: unknown, key: string): boolean {
    if (!entryOf(error).possiblyOurs) return false;
    const code = codeOf(error);
    const keys = this.keys.get(code) ?? new Set();
    this.keys.set(code, keys.add(key));
    return keys.size >= this.distinctKeys;
  }

  /** A record went through: those before it were their own trouble. */
  clear(): void {
    this.keys.clear();
  }
}
