import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { claimFolder } from '../../../../cli/start/only-one.js';

describe('claimFolder', () => {
  let folder: string;
  const pidFile = () => join(folder, 'start.pid');

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isthmus-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds the folder until it is given back', () => {
    const release = claimFolder(folder);
    expect(readFileSync(pidFile(), 'utf8').trim()).to.equal(String(process.pid));

    release();
    expect(() => claimFolder(folder)).not.to.throw();
  });

  it('takes over from a process that is gone', () => {
    writeFileSync(pidFile(), '2147483646\n');

    expect(() => claimFolder(folder)).not.to.throw();
  });

  it('takes over when the number belongs to another program by now', () => {
    writeFileSync(pidFile(), `${process.ppid}\n`);

    if (process.platform === 'linux') expect(() => claimFolder(folder)).not.to.throw();
    else expect(() => claimFolder(folder)).to.throw('already runs');
  });
});
