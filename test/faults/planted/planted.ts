import { fileURLToPath } from 'node:url';

export const plantedFaults = [
  'commit-before-write',
  'no-version-guard',
  'no-look-up',
  'no-unique-key',
  'finished-beyond-stuck',
] as const;

export type PlantedFault = (typeof plantedFaults)[number];

/** Breaks a service from outside, before its first line runs: nothing that ships has a switch for it. */
export const plantedEnv = (fault: PlantedFault | undefined): Readonly<Record<string, string>> => {
  if (fault === undefined || fault === 'no-unique-key') return {};
  const file = fileURLToPath(new URL(`./${fault}.js`, import.meta.url));
  return { NODE_OPTIONS: `--import=${file}` };
};
