import { fileURLToPath } from 'node:url';

/** The repository; this file runs from dist/test/medusa/support. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where Medusa is installed, some 700 MB: kept from run to run. */
export const shopFolder = `${root}.run/medusa`;
