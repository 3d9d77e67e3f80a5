import type { Express } from 'express';
import type { Http } from '../deps.ts';
import { allowed, endpoint, methodNotAllowed } from '../endpoint.ts';
import { handleContent, noteContentRefused } from './content.ts';
import { handleResend } from './resend.ts';
import { handleSearch } from './search.ts';
import { handleTrace } from './trace.ts';

/** Messages as people look for them: the search, one message's story, sending again, and what it says. */
export const mountMessages = (app: Express, http: Http): void => {
  app
    .route('/api/messages')
    .get(endpoint(http, allowed('messages.search', handleSearch)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/api/messages/:id')
    .get(endpoint(http, allowed('messages.trace', handleTrace)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/api/messages/:id/resend')
    .post(endpoint(http, allowed('messages.resend', handleResend)))
    .all(methodNotAllowed(http, 'POST'));
  app
    .route('/api/messages/:id/content')
    .post(endpoint(http, allowed('messages.content', handleContent(), noteContentRefused)))
    .all(methodNotAllowed(http, 'POST'));
};
