/** Downloads and builds what the tests here need, 700 MB of it, so that no test waits for a network. */
import { findPostgres } from './support/postgres-binaries.js';
import { installShop } from './support/shop-install.js';

const began = Date.now();
try {
  const postgres = await findPostgres();
  await installShop();
  console.log(
    `PostgreSQL of ${postgres}; Medusa and the plugin are installed, ${Math.round((Date.now() - began) / 1_000)} s`,
  );
} catch (error) {
  console.log(
    `What test/medusa needs could not be installed.\n${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}
