import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../../cli/local/service-process.js';
import { figure, type Figure } from './figure.js';

const ticksPerSecond = 100;

/** Resident memory in MB and processor time in seconds so far, as Linux counts them. */
const used = (pid: number) => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // Fields 14 and 15, counted behind the name in brackets, which may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return {
    residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
};

export interface Rest {
  /** Until the garbage of the start is collected: once a process, a tenth of a second of work in its first minute and a half. */
  readonly settleSeconds: number;
  readonly seconds: number;
}

/** What each process costs when it has nothing to do. */
export const benchProcesses = async (
  processes: readonly ServiceProcess[],
  { settleSeconds, seconds }: Rest,
): Promise<Figure[]> => {
  const running = processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]));
  await sleep(settleSeconds * 1000);
  const before = running.map(({ pid }) => used(pid));
  await sleep(seconds * 1000);
  return running.flatMap(({ name, pid }, index) => {
    const now = used(pid);
    const idle = (now.cpuSeconds - (before[index]?.cpuSeconds ?? 0)) / seconds;
    return [
      figure({
        name: `${name}: resident memory`,
        value: now.residentMb,
        unit: 'MB',
        goal: { of: 'value', atMost: 150 },
      }),
      figure({
        name: `${name}: idle, of one core`,
        value: idle * 100,
        unit: '%',
        goal: { of: 'value', atMost: 1 },
      }),
    ];
  });
};
