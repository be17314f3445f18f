import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { curlCommand } from '../../../../cli/sign/curl-command.js';

describe('curlCommand', () => {
  const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,a+/=' };
  const url = 'http://127.0.0.1:4000/webhooks/medusa';

  /** What a shell makes of the command: curl's arguments. */
  const argumentsOf = (command: string) =>
    execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');

  it('survives the shell, whatever the body holds', () => {
    const text = `{"name":"O'Hara \\"$HOME\\" \`id\` & Söhne"}`;

    const seen = argumentsOf(curlCommand(url, headers, { text }));

    expect(seen.at(-1)).to.equal(text);
    expect(seen).to.include.members([url, 'webhook-signature: v1,a+/=', 'content-type: application/json']);
  });

  it('leaves a file to curl, because its bytes are what was signed', () => {
    expect(argumentsOf(curlCommand(url, headers, { file: 'a b.json' })).slice(-2)).to.deep.equal([
      '--data-binary',
      '@a b.json',
    ]);
  });
});
