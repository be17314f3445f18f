import { json, type Answer } from './api/call.js';
import type { Incoming } from './api/api.js';
import type { App } from './engine/site.js';
import type { Faults, FaultSpec } from './faults.js';
import type { Requests } from './requests.js';

/** What of a sandbox can be turned and read from outside. */
export interface Controlled {
  readonly faults: Faults;
  readonly requests: Requests;
  documents(doctype: string): readonly object[];
  state(): object;
  install(name: string, app: App): void;
  reset(): void;
}

/** `/sandbox/…`: what a test turns and reads; the real ERPNext has nothing of it. */
export function control(sandbox: Controlled, { method, path, query, body }: Incoming): Answer {
  const [, , what = '', id] = path.split('/');
  switch (`${method} ${what}`) {
    case 'GET state':
      return json(200, {
        ...sandbox.state(),
        faults: faultsOf(sandbox),
        requests: sandbox.requests.summary(),
      });
    case 'GET faults':
      return json(200, { faults: faultsOf(sandbox) });
    case 'POST faults':
      return switchOn(sandbox, body);
    case 'DELETE faults':
      if (id === undefined) sandbox.faults.clear();
      else sandbox.faults.remove(Number(id));
      return json(200, { faults: faultsOf(sandbox) });
    case 'GET requests':
      return json(200, { ...sandbox.requests.summary(), last: sandbox.requests.last() });
    case 'DELETE requests':
      sandbox.requests.reset();
      return json(200, sandbox.requests.summary());
    case 'GET documents':
      return json(200, { documents: sandbox.documents(query.get('doctype') ?? '') });
    case 'POST apps':
      return install(sandbox, body);
    case 'POST reset':
      sandbox.reset();
      return json(200, sandbox.state());
    default:
      return json(404, { message: `the sandbox has no ${method} ${path}` });
  }
}

/** An app that somebody put on the site; it is only told of. */
function install(sandbox: Controlled, body: Buffer): Answer {
  const { name, ...said } = JSON.parse(body.toString()) as { name: string } & Partial<App>;
  sandbox.install(name, { title: name, description: '', branch: '', version: '0.0.1', ...said });
  return json(200, { installed: name });
}

function switchOn(sandbox: Controlled, body: Buffer): Answer {
  try {
    const fault = sandbox.faults.add(JSON.parse(body.toString()) as FaultSpec);
    return json(200, { id: fault.id, ...fault.spec });
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : String(error) });
  }
}

const faultsOf = (sandbox: Controlled) =>
  sandbox.faults.list().map(({ id, spec, hits }) => ({ id, ...spec, hits }));
