import type { Express } from 'express';
import type { Http } from '../deps.ts';
import { methodNotAllowed } from '../endpoint.ts';
import { ediEndpoint } from './edi-endpoint.ts';
import { handleNotices } from './notices.ts';
import { handlePostMessage } from './post-message.ts';
import {
  handleBusinessDocument,
  handleGetMessage,
  handleListMessages,
  handleMarkRead,
} from './read-messages.ts';
import { handleAppRecs, handlePostAppRec, handleStatus } from './receipts.ts';

/** The message service of EDI 2.0 under `/Messages`; addresses in any case. */
export const mountEdi = (app: Express, http: Http): void => {
  app
    .route('/Messages')
    .get(ediEndpoint(http, handleListMessages))
    .post(ediEndpoint(http, handlePostMessage))
    .all(methodNotAllowed(http, 'GET, HEAD, POST'));
  const get = (path: string, handle: Parameters<typeof ediEndpoint>[1]): void => {
    app.route(path).get(ediEndpoint(http, handle)).all(methodNotAllowed(http, 'GET, HEAD'));
  };
  // Before the address with an id, which would take it for one.
  get('/Messages/notices', handleNotices);
  get('/Messages/:id', handleGetMessage);
  get('/Messages/:id/business-document', handleBusinessDocument);
  get('/Messages/:id/status', handleStatus);
  get('/Messages/:id/apprec', handleAppRecs);
  app
    .route('/Messages/:id/apprec/:herId')
    .post(ediEndpoint(http, handlePostAppRec))
    .all(methodNotAllowed(http, 'POST'));
  app
    .route('/Messages/:id/read/:herId')
    .put(ediEndpoint(http, handleMarkRead))
    .all(methodNotAllowed(http, 'PUT'));
};
