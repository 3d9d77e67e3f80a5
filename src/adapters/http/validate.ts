import type { Express } from 'express';
import { presentValidation } from '../../app/present-validation.ts';
import { validate } from '../../app/validate.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import { wordFaults } from '../../domain/texts.ts';
import type { Http } from './deps.ts';
import { endpoint, type Handler, type KnownCall, known, methodNotAllowed } from './endpoint.ts';
import { mediaType, readBody } from './read-body.ts';

const types: readonly (string | undefined)[] = ['application/xml', 'text/xml', 'application/octet-stream'];

/** POST /validate: judges a document as its receiver would, in the caller's language. Stores nothing. */
const handleValidate: Handler<KnownCall> = async (call) => {
  const { http, context, res } = call;
  if (!types.includes(mediaType(call))) {
    return fail(fault('content-type-unsupported', { expected: 'application/xml' }));
  }
  const body = await readBody(call, http.settings.maxXmlBytes);
  if (!body.ok) return body;
  const { texts, rules } = http;
  const { language } = context;
  const judged = validate(http.services.inspector, wordFaults(texts, language), body.value);
  res.vary('Accept-Language');
  return ok({
    status: 200,
    headers: { 'Content-Language': language },
    json: presentValidation(judged, { language, texts, rules }),
  });
};

export const mountValidate = (app: Express, http: Http): void => {
  app
    .route('/validate')
    .post(endpoint(http, known(handleValidate)))
    .all(methodNotAllowed(http, 'POST'));
};
