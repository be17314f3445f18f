import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { lookAtService } from '../../../../cli/status/look-at-service.js';

const page = `# HELP isthmus_stopped 1 while the service takes no new work
# TYPE isthmus_stopped gauge
isthmus_stopped{code="ERPNEXT_CREDENTIALS",service="lead-service"} 1
isthmus_breaker_open{cause="ERPNEXT_UNAVAILABLE",service="lead-service"} 1
isthmus_oldest_waiting_seconds{cause="ERPNEXT_UNAVAILABLE",symptom="ERPNext answers 503",service="lead-service"} 240.5
isthmus_customers_waiting{cause="ERPNEXT_UNAVAILABLE",service="lead-service"} 3
process_cpu_seconds_total{service="lead-service"} 0.5
`;

describe('lookAtService', () => {
  let server: Server;
  let url: string;

  before((done) => {
    server = createServer(({ url: path }, response) => {
      if (path === '/metrics') return response.end(page);
      response.writeHead(503, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ reasons: ['ERPNEXT_CREDENTIALS'] }));
    });
    server.listen(0, '127.0.0.1', () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  after(() => void server.close());

  it('reads what a service says of itself', async () => {
    expect(await lookAtService(url)).to.deep.equal({
      notReady: ['ERPNEXT_CREDENTIALS'],
      stoppedBy: 'ERPNEXT_CREDENTIALS',
      breakerOpenedBy: 'ERPNEXT_UNAVAILABLE',
      waiting: [
        {
          ...{ cause: 'ERPNEXT_UNAVAILABLE', symptom: 'ERPNext answers 503' },
          ...{ customers: 3, seconds: 240.5 },
        },
      ],
    });
  });

  it('sees nothing where nothing answers', async () => {
    expect(await lookAtService('http://127.0.0.1:1')).to.equal(undefined);
  });
});
