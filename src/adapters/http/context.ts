import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../../domain/access.ts';
import type { OutcomeCode } from '../../domain/outcome.ts';
import type { Language } from '../../domain/texts.ts';
import type { HttpDeps } from './deps.ts';
import { preferredLanguage } from './language.ts';

/** What is known of a request while it is served; what the log line at its end is written from. */
export interface Context {
  readonly requestId: string;
  readonly language: Language;
  /** Error model of its part of the site. */
  readonly errors: 'edi' | 'problem';
  readonly began: Date;
  principal?: Principal;
  outcome?: OutcomeCode;
}

const token = /^[A-Za-z0-9._-]{8,64}$/;
/** A caller's id may not be a person's number: it is logged and stored. */
const personsNumber = /(?<![\w-])\d{11}(?![\w-])/;
const messagesPath = /^\/messages(?:\/|$)/i;

const isSafeId = (id: string | undefined): id is string =>
  id !== undefined && token.test(id) && !personsNumber.test(id);

const contexts = new WeakMap<Response, Context>();

/** The context of a response; there is one from the first middleware on. */
export const contextOf = (res: Response): Context => {
  const context = contexts.get(res);
  if (context === undefined) throw new Error('a request without a context');
  return context;
};

/** Gives each request its context, and its answer the request's id: the caller's own when it is short and plain. */
export const giveContext =
  ({ services }: HttpDeps): RequestHandler =>
  (req, res, next) => {
    const given = req.get('x-request-id');
    const context: Context = {
      requestId: isSafeId(given) ? given : services.ids.uuid(),
      language: preferredLanguage(req.get('accept-language')),
      errors: messagesPath.test(req.path) ? 'edi' : 'problem',
      began: services.clock.now(),
    };
    contexts.set(res, context);
    res.setHeader('X-Request-Id', context.requestId);
    // Answers hold what only this caller may see, and no cache may keep it.
    res.setHeader('Cache-Control', 'no-store');
    next();
  };

/** The address that clients reach us by, without a slash at its end. */
export const baseUrl = ({ settings }: HttpDeps, req: Request): string => {
  if (settings.publicBaseUrl !== undefined) return settings.publicBaseUrl.replace(/\/+$/, '');
  // HTTP/1.0 may leave the host out.
  const host = req.get('host') === undefined ? '' : req.host;
  const plain = /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : `localhost:${req.socket.localPort}`;
  return `${req.protocol}://${plain}`;
};
