import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Evidence } from './judge/found.js';
import { personal } from './shop.js';
import { processesOf, webhookSecret, type Stage } from './stage.js';

/**
 * What names a person, or holds a secret, of all that is for everybody to read: logs, metrics, outcomes, and the headers
 * of dead letters. A document is called by its name, which ERPNext makes of a Customer's or an Address's title.
 */
export const exposedIn = async (stage: Stage, { facts, parked }: Evidence): Promise<string[]> => {
  const exposed = (where: string, text: string): string[] =>
    text.includes(webhookSecret) || personal.test(text) ? [`${where}: ${text.slice(0, 600)}`] : [];
  const found = [
    ...facts.flatMap(({ document, ...fact }) =>
      exposed('an outcome', JSON.stringify({ ...fact, of: document?.doctype })),
    ),
    ...parked.flatMap((letter) => exposed('a dead letter', letter)),
  ];
  for (const process of processesOf(stage)) {
    const metrics = await fetch(`${process.url}/metrics`).then((answer) => answer.text());
    for (const line of metrics.split('\n')) found.push(...exposed(`metrics of ${process.name}`, line));
    for await (const line of createInterface({ input: createReadStream(process.logFile) }))
      found.push(...exposed(`log of ${process.name}`, line));
  }
  return found;
};
