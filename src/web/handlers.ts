import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';

/** Last of a route that only takes forms: opened in any other way it changes nothing and says so. */
export const methodNotAllowed: RequestHandler = (_request, response) => {
  response.setHeader('Allow', 'POST');
  throw new AppError('METHOD_NOT_ALLOWED');
};
