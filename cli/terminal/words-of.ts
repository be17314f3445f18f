import { catalogue, type CatalogueEntry } from '#libs/errors/catalogue.js';

/** Another program, or a version to come, may have chosen the code. */
const unknown = { meaning: 'This version does not know the cause.', mend: 'Look at one of them.' };

/** What a code of the error catalogue means, and what mends it. */
export const wordsOf = (code: string): Pick<CatalogueEntry, 'meaning' | 'mend'> => {
  const { meaning, mend } = (catalogue as Readonly<Record<string, CatalogueEntry>>)[code] ?? unknown;
  return { meaning, mend };
};
