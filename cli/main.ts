#!/usr/bin/env node
import { Command } from 'commander';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import { setupCommand } from './setup.js';
import { signCommand } from './sign.js';

try {
  await new Command('isthmus')
    .description("carries a Medusa shop's customer lifecycle into ERPNext")
    .addCommand(setupCommand(process.env))
    .addCommand(signCommand(process.env))
    .parseAsync();
} catch (error) {
  const shown = error instanceof InvalidConfig ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(shown)}\n`);
  process.exitCode = 1;
}
