import { createInterface } from 'node:readline/promises';
import { Refusal } from './refusal.js';

/** The two voices of a command: the answer goes to standard output, everything about its making to standard error. */
export interface Terminal {
  /** A piece of the answer. */
  print(text: string): void;
  /** How it goes, for whoever watches. */
  say(line: string): void;
  /**
   * Asks before something changes; with `yes` it is agreed already.
   * @throws Refusal when the answer is no, or nobody is there to be asked.
   */
  agree(question: string, options: { readonly yes: boolean }): Promise<void>;
}

export const terminal: Terminal = {
  print: (text) => void process.stdout.write(`${text}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  async agree(question, { yes }) {
    if (yes) return;
    if (!process.stdin.isTTY)
      throw new Refusal('Nobody is there to be asked: add --yes. Nothing was changed.');

    const asking = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await asking.question(`${question} [y/N] `);
    asking.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new Refusal('Nothing was changed.');
  },
};
