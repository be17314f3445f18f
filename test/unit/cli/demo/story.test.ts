import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { idsIn, readStory, shuffled, toWebhook } from '../../../../cli/demo/story.js';

describe('The story of a demo', () => {
  let folder: string;
  const put = (path: string, body: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), body);
  };

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isthmus-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is told in the order in which it happened, wherever its files lie', async () => {
    put('b/second.json', '{"id":"evt_2","occurred_at":"2026-01-02T00:00:00Z"}');
    put('a/third.json', '{"id":"evt_3","occurred_at":"2026-01-03T00:00:00Z"}');
    put('z.json', '{"id":"evt_1","occurred_at":"2026-01-01T00:00:00Z"}');
    put('broken.json', 'no JSON at all');
    put('notes.md', '# not a webhook');

    const story = await readStory(folder);

    expect(story.map(({ path }) => path)).to.deep.equal([
      'z.json',
      join('b', 'second.json'),
      join('a', 'third.json'),
      'broken.json',
    ]);
  });

  it('says so when the folder holds no webhook', async () => {
    const error = await readStory(folder).catch((failure: Error) => failure);

    expect(error).to.be.instanceOf(Error).with.property('message').that.contains(folder);
  });

  it('gives a webhook without an id the same one each time', () => {
    const [once, again] = [toWebhook('a', Buffer.from('{}')), toWebhook('b', Buffer.from('{}'))];

    expect(once.id)
      .to.match(/^file_/)
      .and.equal(again.id);
  });

  it('is shuffled the same way for the same seed, and loses nothing', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);

    expect(shuffled(items, 7)).to.deep.equal(shuffled(items, 7));
    expect(shuffled(items, 7)).not.to.deep.equal(items);
    expect(shuffled(items, 8)).not.to.deep.equal(shuffled(items, 7));
    expect([...shuffled(items, 7)].sort((a, b) => a - b)).to.deep.equal(items);
  });

  it('knows the things of Medusa that it is about', () => {
    const body = Buffer.from('{"entity":{"id":"cus_1","addresses":[{"id":"cuaddr_2"}],"cart":"cart_3"}}');

    expect([...idsIn([toWebhook('a', body)])]).to.deep.equal(['cus_1', 'cuaddr_2']);
  });
});
