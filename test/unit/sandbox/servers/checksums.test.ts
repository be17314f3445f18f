import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseChecksums, verifyChecksums } from '../../../../sandbox/servers/checksums.js';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

describe('checksums', () => {
  it('are read from what sha256sum writes', () => {
    const [first, second] = [sha256('first'), sha256('second')];

    const checksums = parseChecksums(`${first}  first.jar\n${second} *libs/second one.jar\n`);

    expect(checksums).to.deep.equal([
      { sha256: first, file: 'first.jar' },
      { sha256: second, file: 'libs/second one.jar' },
    ]);
  });

  it('refuse a list that is something else', () => {
    expect(() => parseChecksums('first.jar')).to.throw('Not a line of sha256sum: first.jar');
  });

  describe('of a folder', () => {
    let dir: string;
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'isthmus-'));
      await writeFile(join(dir, 'kafka.jar'), 'the jar');
    });
    afterEach(() => rm(dir, { recursive: true }));

    it('accept the file they were made of', async () => {
      await verifyChecksums(dir, [{ sha256: sha256('the jar'), file: 'kafka.jar' }]);
    });

    it('name the file that is another one', async () => {
      const refused = await verifyChecksums(dir, [
        { sha256: sha256('as released'), file: 'kafka.jar' },
      ]).catch(String);

      expect(refused).to.contain('kafka.jar is not the one expected');
    });
  });
});
