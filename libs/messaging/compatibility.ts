import { RegistryUnavailable } from './errors.js';
import type { RegistrySettings } from './schema-registry.js';

/**
 * What the registry holds a subject to; undefined when it has no word of its own and follows the registry's default. The
 * client of the registry asks only while it registers.
 */
export const compatibilityOf = async (
  { url, username, password }: RegistrySettings,
  subject: string,
  { timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {},
): Promise<string | undefined> => {
  const login = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/config/${encodeURIComponent(subject)}`, {
      headers: username === undefined ? {} : { authorization: `Basic ${login}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 404) return undefined;
    const { compatibilityLevel } = (await response.json()) as { compatibilityLevel?: string };
    if (!response.ok || compatibilityLevel === undefined)
      throw new Error(`the registry answered ${response.status}`);
    return compatibilityLevel;
  } catch (error) {
    throw new RegistryUnavailable(
      'the registry did not tell the compatibility',
      { subject },
      { cause: error },
    );
  }
};
