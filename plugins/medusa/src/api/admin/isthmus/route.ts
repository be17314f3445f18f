import type { AuthenticatedMedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import type { IsthmusService } from '../../../modules/isthmus/service.js';

/** How things stand: what waits, since when, and what the bridge said last. */
export const GET = async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const isthmus = req.scope.resolve<IsthmusService>('isthmus');
  res.json(await isthmus.status());
};
