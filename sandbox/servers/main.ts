import { fileURLToPath } from 'node:url';
import { startKafka } from './kafka-server.js';
import { startRegistry } from './registry-server.js';

const run = fileURLToPath(new URL('../../../.run/', import.meta.url));
const log = (line: string) => console.log(line);
const onCrash = (error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
  stop();
};

let stop = () => {};
const stopped = new Promise<void>((resolve) => (stop = resolve));
process.once('SIGINT', stop).once('SIGTERM', stop);

const starts = [
  startKafka({ dataDir: `${run}kafka`, port: 29092, log, onCrash }),
  startRegistry({ dataDir: `${run}registry`, port: 28081, log, onCrash }),
] as const;

try {
  const [kafka, registry] = await Promise.all(starts);
  log(`Kafka            ${kafka.brokers.join(',')}`);
  log(`Schema registry  ${registry.url}`);
  await stopped;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const start of await Promise.allSettled(starts)) {
    if (start.status === 'fulfilled') await start.value.stop();
  }
}
