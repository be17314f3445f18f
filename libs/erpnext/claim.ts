import { DuplicateDocument, ErpNextConflict } from './errors.js';

/**
 * Carries out an update that gives a document one of our unique fields. Taken, although nobody had it when it was looked
 * for, it was given to another document in between: the update is not refused for good, things are to be looked at anew.
 *
 * @param what of whose place it says that somebody came before
 * @throws ErpNextConflict
 */
export const claim = async <Written>(what: string, update: Promise<Written>): Promise<Written> => {
  try {
    return await update;
  } catch (error) {
    if (!(error instanceof DuplicateDocument)) throw error;
    throw new ErpNextConflict(`Another document came before ${what}.`, {}, { cause: error });
  }
};
