import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '#libs/config/read-config.js';
import { ServiceProcess } from './service-process.js';

/** For a laptop only: every clone knows it. */
export const localWebhookSecret = 'whsec_bG9jYWwtc2VjcmV0LW9mLWlzdGhtdXM=';

const compiled = fileURLToPath(new URL('../../services/', import.meta.url));

export interface ServicesOptions {
  readonly env: Env;
  readonly bridgePort: number;
  readonly logFolder: string;
  readonly say: (message: string) => void;
  /** Told when one of them listens elsewhere, because it was started again. */
  readonly onMoved?: () => void;
}

export interface Services {
  readonly bridge: ServiceProcess;
  /** Those that read a topic. */
  readonly consumers: readonly ServiceProcess[];
  stop(): Promise<void>;
}

/** The bridge and every service that exists, as processes that are ready. */
export const startServices = async (options: ServicesOptions): Promise<Services> => {
  await mkdir(options.logFolder, { recursive: true });
  const process = (name: string, env: Env) =>
    new ServiceProcess({
      name,
      main: join(compiled, name, 'main.js'),
      env: { ...options.env, HOST: '127.0.0.1', ...env },
      logFile: join(options.logFolder, `${name}.log`),
      say: options.say,
      ...(options.onMoved && { onMoved: options.onMoved }),
    });

  const bridge = process('webhook-bridge', {
    PORT: String(options.bridgePort),
    MEDUSA_WEBHOOK_SECRETS: options.env['MEDUSA_WEBHOOK_SECRETS'] || localWebhookSecret,
  });
  const consumers = ['lead-service', 'quotation-service', 'address-service']
    .filter((name) => existsSync(join(compiled, name, 'main.js')))
    .map((name) => process(name, { PORT: '0' }));

  const all = [bridge, ...consumers];
  const stop = async () => {
    await Promise.all(all.map((service) => service.stop()));
  };
  try {
    await Promise.all(all.map((service) => service.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { bridge, consumers, stop };
};
