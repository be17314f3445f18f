import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ServiceProcess } from '../../../../cli/local/service-process.js';
import { eventually } from '../../../support/eventually.js';

const program = `
import { createServer } from 'node:http';
const server = createServer((_request, response) => response.end('{}'));
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ msg: 'listening', url: 'http://127.0.0.1:' + server.address().port })));
process.on('SIGTERM', () => process.exit());
`;

describe('A service as a process', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'service-process-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('is started again when it is killed, and says so when it listens elsewhere then', async () => {
    const main = join(folder, 'main.mjs');
    writeFileSync(main, program);
    const said: string[] = [];
    const addresses: string[] = [];
    const service = new ServiceProcess({
      ...{ name: 'some-service', main, env: {}, logFile: join(folder, 'some-service.log') },
      ...{ say: (message: string) => said.push(message), restartMs: { first: 5, longest: 5 } },
      onMoved: () => addresses.push(service.url),
    });
    await service.start();
    const first = service.url;
    expect(addresses).to.deep.equal([]);

    process.kill(service.pid ?? 0, 'SIGKILL');
    await eventually(() => expect(addresses).to.deep.equal([service.url]));

    expect(service.url).not.to.equal(first);
    expect(said.join()).to.include('some-service has ended').and.include('Starting it again in 0.005 s');
    await service.stop();
    expect(service.pid).to.equal(undefined);
  });
});
