import { parseArgs } from 'node:util';
import { startErpNextSandbox } from './erpnext-sandbox.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
  },
});

const sandbox = await startErpNextSandbox({
  port: Number(values.port),
  host: values.host,
  ...(values.data !== undefined && { dataFile: values.data }),
});
console.log(`ERPNext sandbox on ${sandbox.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
