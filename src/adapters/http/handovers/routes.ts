import type { Express } from 'express';
import type { Http } from '../deps.ts';
import { endpoint, known, methodNotAllowed } from '../endpoint.ts';
import { handlePostHandoverAct, handlePostMessageAct } from './acts.ts';
import { handleCatalogue } from './catalogue.ts';
import { handleListHandovers, handleReadHandover } from './read.ts';

/** Handovers, the acts that are reported of them, and the catalogue that they are judged by. */
export const mountHandovers = (app: Express, http: Http): void => {
  const get = (path: string, handle: Parameters<typeof known>[0]): void => {
    app
      .route(path)
      .get(endpoint(http, known(handle)))
      .all(methodNotAllowed(http, 'GET, HEAD'));
  };
  const post = (path: string, handle: Parameters<typeof known>[0]): void => {
    app
      .route(path)
      .post(endpoint(http, known(handle)))
      .all(methodNotAllowed(http, 'POST'));
  };
  get('/api/expectations', handleCatalogue);
  get('/api/handovers', handleListHandovers);
  get('/api/handovers/:id', handleReadHandover);
  post('/api/handovers/:id/acts', handlePostHandoverAct);
  post('/api/messages/:id/acts', handlePostMessageAct);
};
