import { expect } from 'chai';
import { typedCommand } from '../../support/typed-command.js';

describe('A command', () => {
  let child: ReturnType<typeof typedCommand>['child'] | undefined;

  after(() => child?.kill());

  it('ends when it has answered, though a connection still hangs', async () => {
    const hanging = 'data:text/javascript,setInterval(() => undefined, 60_000)';
    const typed = typedCommand(
      { NODE_OPTIONS: `--import="${hanging}"` },
      ...['sign', '--example', '--secret', 'whsec_bm90IGEgc2VjcmV0', '--url', 'http://shop.example/'],
    );

    child = typed.child;
    const { code, stdout } = await typed.ended;

    expect(stdout).to.match(/^curl /);
    expect(code).to.equal(0);
  });
});
