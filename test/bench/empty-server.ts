import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A program of its own: reads a request, answers 202, does nothing else.
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    response.writeHead(request.url === '/readyz' ? 200 : 202, { 'content-length': 0 });
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${port}` })}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
