import type { Express } from 'express';
import type { Permission } from '../../../domain/roles.ts';
import type { Http } from '../deps.ts';
import { allowed, endpoint, methodNotAllowed } from '../endpoint.ts';
import { handlePostHandoverAct, handlePostMessageAct } from './acts.ts';
import { handleCatalogue } from './catalogue.ts';
import { handleCountHandovers } from './counts.ts';
import { handleListHandovers, handleReadHandover } from './read.ts';

/** Handovers, the acts that are reported of them, and the catalogue that they are judged by. */
export const mountHandovers = (app: Express, http: Http): void => {
  const get = (path: string, permission: Permission, handle: Parameters<typeof allowed>[1]): void => {
    app
      .route(path)
      .get(endpoint(http, allowed(permission, handle)))
      .all(methodNotAllowed(http, 'GET, HEAD'));
  };
  const post = (path: string, handle: Parameters<typeof allowed>[1]): void => {
    app
      .route(path)
      .post(endpoint(http, allowed('handovers.act', handle)))
      .all(methodNotAllowed(http, 'POST'));
  };
  get('/api/expectations', 'rules.read', handleCatalogue);
  get('/api/handovers', 'handovers.read', handleListHandovers);
  get('/api/handovers/counts', 'handovers.read', handleCountHandovers);
  get('/api/handovers/:id', 'handovers.read', handleReadHandover);
  post('/api/handovers/:id/acts', handlePostHandoverAct);
  post('/api/messages/:id/acts', handlePostMessageAct);
};
