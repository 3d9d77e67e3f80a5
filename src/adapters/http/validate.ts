import type { Express } from 'express';
import { presentValidation } from '../../app/present-validation.ts';
import { type Validation, validate } from '../../app/validate.ts';
import { describeDocument } from '../../app/validation-report/describe.ts';
import { reportPage } from '../../app/validation-report/page.ts';
import { reportPolicy } from '../../app/validation-report/style.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import { wordFaults } from '../../domain/texts.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed, type Reply } from './endpoint.ts';
import { mediaType, readBody } from './read-body.ts';

const types: readonly (string | undefined)[] = ['application/xml', 'text/xml', 'application/octet-stream'];

/** The report page, for who would rather read than parse. Never with content: a page is easily passed on. */
const page = ({ http, context }: KnownCall, bytes: Buffer, judged: Validation): Reply => {
  const { services, texts, rules } = http;
  const { language } = context;
  const text = reportPage([describeDocument(null, bytes, judged, false)], {
    language,
    texts,
    rules,
    software: services.software,
    madeAt: services.clock.now(),
    withContent: false,
    detailsLanguage: language,
  });
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${reportPolicy}; frame-ancestors 'none'`,
  };
  return { status: 200, headers, text };
};

/**
 * POST /validate: judges a document as its receiver would, in the caller's language: the `validate` object, or the
 * report page for a caller that prefers HTML. Stores nothing.
 */
const handleValidate: Handler<KnownCall> = async (call) => {
  const { http, context, req, res } = call;
  if (!types.includes(mediaType(call))) {
    return fail(fault('content-type-unsupported', { expected: 'application/xml' }));
  }
  const body = await readBody(call, http.settings.maxXmlBytes);
  if (!body.ok) return body;
  const { texts, rules } = http;
  const { language } = context;
  const judged = validate(http.services.inspector, wordFaults(texts, language), body.value);
  res.vary('Accept-Language, Accept');
  const reply: Reply =
    req.accepts(['json', 'html']) === 'html'
      ? page(call, body.value, judged)
      : { status: 200, json: presentValidation(judged, { language, texts, rules }) };
  return ok({ ...reply, headers: { ...reply.headers, 'Content-Language': language } });
};

export const mountValidate = (app: Express, http: Http): void => {
  app
    .route('/validate')
    .post(endpoint(http, allowed('validate', handleValidate)))
    .all(methodNotAllowed(http, 'POST'));
};
