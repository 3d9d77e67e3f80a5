import type { Express } from 'express';
import type { Http } from '../deps.ts';
import { allowed, endpoint, methodNotAllowed } from '../endpoint.ts';
import { handleFrozen, handleReport, handleReports } from './report.ts';
import { handleComment, handleFreeze } from './report-deeds.ts';
import { handleDraftFile, handleFrozenFile } from './report-export.ts';

/** The board's reports: read, written beside, frozen, and taken home as files. */
export const mountReports = (app: Express, http: Http): void => {
  const reading = [
    ['/api/board/report', handleReport],
    ['/api/board/report/file', handleDraftFile],
    ['/api/board/reports/:id', handleFrozen],
    ['/api/board/reports/:id/file', handleFrozenFile],
  ] as const;
  for (const [path, handle] of reading) {
    app
      .route(path)
      .get(endpoint(http, allowed('report.read', handle)))
      .all(methodNotAllowed(http, 'GET, HEAD'));
  }
  app
    .route('/api/board/report/comments')
    .post(endpoint(http, allowed('report.comment', handleComment)))
    .all(methodNotAllowed(http, 'POST'));
  app
    .route('/api/board/reports')
    .get(endpoint(http, allowed('report.read', handleReports)))
    .post(endpoint(http, allowed('report.freeze', handleFreeze)))
    .all(methodNotAllowed(http, 'GET, HEAD, POST'));
};
