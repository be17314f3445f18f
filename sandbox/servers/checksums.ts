import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Checksum {
  readonly sha256: string;
  readonly file: string;
}

/** Reads what the command `sha256sum` writes, so that the list can be made and checked by hand as well. */
export const parseChecksums = (list: string): Checksum[] =>
  list
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, sha256, file] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      if (!sha256 || !file) throw new Error(`Not a line of sha256sum: ${line}`);
      return { sha256, file };
    });

/** Throws at the first file that is not what its checksum says. */
export const verifyChecksums = async (dir: string, checksums: readonly Checksum[]): Promise<void> => {
  for (const { sha256, file } of checksums) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(dir, file)), hash);
    const found = hash.digest('hex');
    if (found !== sha256) throw new Error(`${file} is not the one expected: its SHA-256 is ${found}`);
  }
};
