import { expect } from 'chai';
import { terminal } from '../../../../cli/terminal/terminal.js';

describe('terminal', () => {
  it('takes --yes for an answer', async () => {
    await terminal.agree('Delete the world?', { yes: true });
  });

  it('changes nothing when nobody can be asked', async () => {
    const { isTTY } = process.stdin;
    process.stdin.isTTY = false;
    try {
      const refusal = await terminal
        .agree('Delete the world?', { yes: false })
        .catch((e: Error) => e.message);

      expect(refusal).to.equal('Nobody is there to be asked: add --yes. Nothing was changed.');
    } finally {
      process.stdin.isTTY = isTTY;
    }
  });
});
