import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profiler } from 'node:inspector';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What V8 says, times in microseconds, and of which program. */
export interface Profile extends Profiler.Profile {
  readonly program: string;
}

/** Begins and ends a profile in a process that `profiled.ts` was loaded into. */
export const profileSignal = 'SIGUSR2';

/** Where the processes of this run leave their profiles, if they are to. */
export const profileFolder = (): string | undefined => process.env['BENCH_PROFILES'];

/** Begins the profile of a process, or ends it; nothing unless this run is to leave profiles. */
export const turnProfile = async (pid: number | undefined): Promise<void> => {
  if (profileFolder() === undefined || pid === undefined) return;
  process.kill(pid, profileSignal);
  // A process hears a signal only between two pieces of work, this one too.
  await sleep(50);
};

const shown = 8;
/** No work of the program's; the last is the profiler itself. */
const atRest = ['(idle)', '(program)', '(root)', 'dispatch'];

/** The profiles that a folder holds, as `profiled.ts` writes them. */
export const profilesIn = (folder: string): Profile[] =>
  (existsSync(folder) ? readdirSync(folder) : []).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile,
  );

/** Of each program that did something the functions that took the most time themselves, busiest first. */
export const showProfiles = (profiles: readonly Profile[], root: string): string =>
  profiles
    .map((profile) => ({ profile, places: placesOf(profile, root) }))
    .map(({ profile, places }) => ({ profile, places, ms: sum(places.map(([, ms]) => ms)) }))
    .filter(({ ms }) => ms > 0)
    .sort((one, other) => other.ms - one.ms)
    .flatMap(({ profile, places, ms }) => [
      `${within(root, profile.program)}: ${Math.round(ms)} ms of work`,
      ...places
        .slice(0, shown)
        .map(([place, own]) => `  ${((100 * own) / ms).toFixed(1).padStart(5)} %  ${place}`),
    ])
    .join('\n');

const placesOf = (
  { nodes, samples = [], timeDeltas = [] }: Profile,
  root: string,
): (readonly [string, number])[] => {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '(unknown)';
    if (atRest.includes(name)) continue;
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return [...times].sort(([, one], [, other]) => other - one);
};

const nameOf = (
  { functionName, url, lineNumber }: Profiler.Profile['nodes'][number]['callFrame'],
  root: string,
) =>
  url === ''
    ? functionName || '(native)'
    : `${functionName || '(anonymous)'} ${within(root, url)}:${lineNumber + 1}`;

const within = (root: string, place: string): string => {
  const path = place.startsWith('file:') ? fileURLToPath(place) : place;
  return path.startsWith(root) ? path.slice(root.length) : path;
};

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
