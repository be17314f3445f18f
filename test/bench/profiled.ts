import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { profileFolder, profileSignal, type Profile } from './profile.js';

/**
 * Loaded before a program: says where its processor time goes from one signal to the next, or to its end. Node 20 takes no
 * `--cpu-prof` from NODE_OPTIONS, by which it would come to the services, and that would count the start as well.
 */
const folder = profileFolder();
if (folder !== undefined) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  const end = () =>
    session.post('Profiler.stop', (_, { profile }) => {
      const kept: Profile = { program: process.argv[1] ?? 'node', ...profile };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(kept));
    });
  process.once(profileSignal, () => {
    session.post('Profiler.start');
    process.once('exit', end);
    process.once(profileSignal, () => {
      process.off('exit', end);
      end();
    });
  });
}
