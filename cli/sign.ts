import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import type { Env } from '#libs/config/read-config.js';
import { curlCommand } from './sign/curl-command.js';
import { exampleWebhook } from './sign/example-webhook.js';
import { signWebhook } from './sign/sign-webhook.js';

interface Options {
  readonly secret?: string;
  readonly id: string;
  readonly url: string;
  readonly headers: boolean;
  readonly json: boolean;
  readonly example: boolean;
}

export const signCommand = (env: Env): Command =>
  new Command('sign')
    .description('print a curl command that sends a webhook, signed for the next five minutes')
    .argument('[file]', 'the body; - for standard input')
    .option('--example', 'a sign-up of a new person as the body', false)
    .option('--secret <secret>', 'whsec_… or plain; else the first of MEDUSA_WEBHOOK_SECRETS')
    .option('--id <id>', 'webhook id; the same one again is the same webhook', `evt_${randomUUID()}`)
    .option('--url <url>', 'where the bridge listens', 'http://127.0.0.1:4000/webhooks/medusa')
    .option('--headers', 'print only the three headers', false)
    .option('--json', 'print address and headers as JSON', false)
    .action(async (file: string | undefined, options: Options, command: Command) => {
      const secret = options.secret ?? env['MEDUSA_WEBHOOK_SECRETS']?.split(',')[0]?.trim();
      if (!secret) throw new InvalidConfig(['--secret and MEDUSA_WEBHOOK_SECRETS are missing']);
      if (options.example === (file !== undefined)) command.error('error: name a file, or - or --example');

      const body = await bodyOf(file);
      const headers = signWebhook(body, { id: options.id, secret, nowMs: Date.now() });
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ url: options.url, headers })}\n`);
        return;
      }
      const readable = file === undefined || file === '-' ? { text: body.toString('utf8') } : { file };
      const text = options.headers
        ? Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
        : [curlCommand(options.url, headers, readable)];
      process.stdout.write(`${text.join('\n')}\n`);
    });

const bodyOf = (file: string | undefined): Promise<Buffer> | Buffer => {
  if (file === undefined) return Buffer.from(exampleWebhook(new Date()), 'utf8');
  return file === '-' ? buffer(process.stdin) : readFile(file);
};
