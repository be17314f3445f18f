import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import type { IsthmusService } from '../../../../modules/isthmus/service.js';
import { readResendRequest } from '../../../../resend-request.js';

/** Sends again: what failed, everything, what changed since a time, or what one customer has. */
export const POST = async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const isthmus = req.scope.resolve<IsthmusService>('isthmus');
  const request = readResendRequest(req.body, isthmus.settings.send);
  if (typeof request === 'string') throw new MedusaError(MedusaError.Types.INVALID_DATA, request);
  if (request === null) res.json({ retried: await isthmus.retryNow() });
  else res.status(202).json({ import: await isthmus.beginImport(request) });
};
