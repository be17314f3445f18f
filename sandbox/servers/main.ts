import { fileURLToPath } from 'node:url';
import { startKafka } from './kafka-server.js';
import { startRegistry } from './registry-server.js';

const run = fileURLToPath(new URL('../../../.run/', import.meta.url));
const log = (line: string) => console.log(line);

const fail = (error: Error): never => {
  console.error(error.message);
  // Servers that still run end with this process, see orphan-watch.ts.
  process.exit(1);
};

const [kafka, registry] = await Promise.all([
  startKafka({ dataDir: `${run}kafka`, port: 29092, log, onCrash: fail }),
  startRegistry({ dataDir: `${run}registry`, port: 28081, log, onCrash: fail }),
]).catch(fail);

log(`Kafka            ${kafka.brokers.join(',')}`);
log(`Schema registry  ${registry.url}`);

const stop = () => void Promise.all([kafka.stop(), registry.stop()]);
process.once('SIGINT', stop).once('SIGTERM', stop);
