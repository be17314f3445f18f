import { onFreePorts } from './free-port.js';
import { JavaServer, type JavaProgram } from './java-server.js';
import { mavenArtifacts, type Log } from './maven-artifacts.js';

export interface RegistryOptions {
  /** Kept between starts; made when it is not there. */
  readonly dataDir: string;
  /** A free one when not given. */
  readonly port?: number;
  readonly log?: Log;
  readonly onCrash?: (error: Error) => void;
}

/** Apicurio as a Confluent-compatible schema registry on a file. */
export class RegistryServer extends JavaServer {
  constructor(
    program: JavaProgram,
    readonly url: string,
  ) {
    super(program);
  }
}

/** Starts a schema registry that answers when the promise resolves, and that refuses incompatible schemas. */
export const startRegistry = async (options: RegistryOptions): Promise<RegistryServer> => {
  const { dataDir, port, log, onCrash } = options;
  const artifacts = await mavenArtifacts(log);
  return onFreePorts(async (claim) => {
    const listen = port ?? (await claim());
    const url = `http://127.0.0.1:${listen}/apis/ccompat/v7`;
    const registry = new RegistryServer(
      {
        name: 'The schema registry',
        dataDir,
        ports: [listen],
        classData: artifacts.classData('registry'),
        args: [
          '-Xms96m',
          '-Xmx160m',
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          '-Dquarkus.http.host=127.0.0.1',
          `-Dquarkus.http.port=${listen}`,
          '-Dapicurio.storage.kind=sql',
          '-Dapicurio.storage.sql.kind=h2',
          // Without the delay H2 has by default, what was answered with 200 survives a kill.
          '-Dapicurio.datasource.url=jdbc:h2:file:./registry;WRITE_DELAY=0',
          '-jar',
          artifacts.registryJar,
        ],
        isReady: () => answers(`${url}/subjects`),
        onCrash,
      },
      url,
    );
    await registry.start();
    await requireCompatibility(url);
    return registry;
  });
};

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

/** Apicurio accepts any change of a schema until it is told otherwise. */
const requireCompatibility = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/config`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ compatibility: 'FULL_TRANSITIVE' }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The schema registry refused FULL_TRANSITIVE: ${response.status}`);
  await response.arrayBuffer();
};
