import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Express } from 'express';
import { baseUrl } from './context.ts';
import type { Http } from './deps.ts';
import { methodNotAllowed } from './endpoint.ts';

const page = readFileSync(join(import.meta.dirname, 'home.html'), 'utf8');

/** The one style that a page of ours may have, as a Content-Security-Policy source. */
export const homeStyle = `'sha256-${createHash('sha256')
  .update(/<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '')
  .digest('base64')}'`;

/** `/docs`: what runs here and what to try. Addresses and versions hold no markup, so they stand as they are. */
export const mountHome = (app: Express, http: Http): void => {
  app
    .route('/docs')
    .get((req, res) => {
      const shown = page
        .replaceAll('{{version}}', http.services.software.version)
        .replaceAll('{{base}}', baseUrl(http, req));
      res.type('html').set('Content-Language', 'nb').send(shown);
    })
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
