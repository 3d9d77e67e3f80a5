import type { Express } from 'express';
import type { Permission } from '../../../domain/roles.ts';
import type { Http } from '../deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from '../endpoint.ts';
import { handleDelivery } from './delivery.ts';
import { handleExpectations } from './expectations.ts';
import { handleIndicators } from './indicators.ts';
import { handleOverview } from './overview.ts';
import { handleBlock, handleCheck, handleQuality, handleWording } from './quality.ts';
import { mountReports } from './report-routes.ts';

type Address = readonly [path: string, permission: Permission, handle: Handler<KnownCall>];

/** What the board's pages read: the only list of it. */
const addresses: readonly Address[] = [
  ['/api/board/indicators', 'figures.published', handleIndicators],
  ['/api/board/overview', 'figures.published', handleOverview],
  ['/api/board/delivery', 'figures.published', handleDelivery],
  ['/api/board/expectations', 'figures.published', handleExpectations],
  ['/api/board/quality', 'figures.published', handleQuality],
  ['/api/board/quality/:type/:part', 'figures.published', handleBlock],
  ['/api/board/wording', 'figures.published', handleWording],
  ['/api/board/wording/:type/:part', 'figures.published', handleCheck],
];

/** Figures for the board and for those who answer for their own. */
export const mountBoard = (app: Express, http: Http): void => {
  mountReports(app, http);
  for (const [path, permission, handle] of addresses) {
    app
      .route(path)
      .get(endpoint(http, allowed(permission, handle)))
      .all(methodNotAllowed(http, 'GET, HEAD'));
  }
};
