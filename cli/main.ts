#!/usr/bin/env node
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { customerCommand } from './customer.js';
import { deadLettersCommand } from './dead-letters.js';
import { doctorCommand } from './doctor.js';
import { withRunning } from './local/running.js';
import { linkCommand, unlinkCommand } from './link.js';
import { replayCommand } from './replay.js';
import { setupCommand } from './setup.js';
import { signCommand } from './sign.js';
import { statusCommand } from './status.js';
import { explain } from './terminal/explain.js';
import { unlinkedCommand } from './unlinked.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const drained = async (voice: NodeJS.WriteStream) => {
  if (voice.writableLength > 0) await new Promise((done) => voice.write('', done));
};
const env = withRunning(process.env, join(root, '.run', 'start'));

try {
  await new Command('isthmus')
    .description("carries a Medusa shop's customer lifecycle into ERPNext")
    .addCommand(replayCommand(env))
    .addCommand(setupCommand(env))
    .addCommand(doctorCommand(env))
    .addCommand(linkCommand(env))
    .addCommand(unlinkCommand(env))
    .addCommand(unlinkedCommand(env))
    .addCommand(statusCommand(env))
    .addCommand(customerCommand(env))
    .addCommand(deadLettersCommand(env))
    .addCommand(signCommand(env))
    .parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

// A broker that hangs answers no goodbye either, and its connections would keep the process for as long as it hangs.
await Promise.all([process.stdout, process.stderr].map(drained));
process.exit();
