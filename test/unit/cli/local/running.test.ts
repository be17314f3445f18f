import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { leaveWord, withRunning } from '../../../../cli/local/running.js';

describe('What npm start leaves word of', () => {
  const word = { KAFKA_BROKERS: '127.0.0.1:29092', ERPNEXT_URL: 'http://127.0.0.1:8080', TOPIC_PREFIX: 'a.' };
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isthmus-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the environment of a command that has none', () => {
    leaveWord(folder, { env: word });

    expect(withRunning({ KAFKA_BROKERS: '', HOME: '/root' }, folder)).to.deep.equal({
      ...word,
      HOME: '/root',
    });
  });

  it('gives way to what the environment says', () => {
    leaveWord(folder, { env: word });

    expect(withRunning({ TOPIC_PREFIX: 'b.' }, folder)['TOPIC_PREFIX']).to.equal('b.');
  });

  it('is never mixed with another system that the environment names', () => {
    leaveWord(folder, { env: word });
    const elsewhere = { ERPNEXT_URL: 'https://erp.example.com' };

    expect(withRunning(elsewhere, folder)).to.equal(elsewhere);
  });

  it('is not believed once that npm start is dead', () => {
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 2_147_483_646, env: word }));

    expect(withRunning({}, folder)).to.deep.equal({});
  });

  it('is for its owner only, and gone when npm start ends', () => {
    const takeBack = leaveWord(folder, { env: word });
    expect(statSync(join(folder, 'running.json')).mode & 0o077).to.equal(0);

    takeBack();
    expect(withRunning({}, folder)).to.deep.equal({});
  });
});
