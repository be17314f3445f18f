import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The one user of the secured listener. */
export interface KafkaUser {
  readonly username: string;
  readonly password: string;
}

const storePassword = 'changeit';
const keyStore = 'listener.p12';
const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/** The certificate that clients must trust, PEM. */
export const caFileIn = (dataDir: string): string => join(dataDir, 'listener.pem');

/** A key and its own certificate, for 127.0.0.1; keytool comes with Java. */
export const ensureCertificate = async (dataDir: string): Promise<void> => {
  if (existsSync(caFileIn(dataDir))) return;
  const store = [
    '-keystore',
    keyStore,
    '-storetype',
    'PKCS12',
    '-storepass',
    storePassword,
    '-alias',
    'kafka',
  ];
  const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'SAN=IP:127.0.0.1', '-validity', '365'];
  await run('keytool', ['-genkeypair', '-keyalg', 'EC', ...subject, ...store], { cwd: dataDir });
  await run('keytool', ['-exportcert', '-rfc', '-file', caFileIn(dataDir), ...store], { cwd: dataDir });
};

/** SCRAM users are kept in the log of the cluster itself, so they are made with it. */
export const scramUsers = ({ username, password }: KafkaUser): readonly string[] =>
  mechanisms
    .filter((mechanism) => mechanism !== 'PLAIN')
    .flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${username},password=${password}]`]);

export const securedListener = (port: number, { username, password }: KafkaUser) => ({
  listener: `SECURED://127.0.0.1:${port}`,
  properties: `
listener.name.secured.ssl.keystore.location=${keyStore}
listener.name.secured.ssl.keystore.password=${storePassword}
listener.name.secured.ssl.keystore.type=PKCS12
listener.name.secured.sasl.enabled.mechanisms=${mechanisms.join(',')}
listener.name.secured.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";
listener.name.secured.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secured.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
`,
});
