import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Express } from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { Http } from './deps.ts';
import { methodNotAllowed } from './endpoint.ts';

/** What Observable Plot puts into each picture as a style, for its class name `og-plot` (src/web/parts/chart.tsx). */
const plotStyle = `:where(.og-plot) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.og-plot text),
:where(.og-plot tspan) {
  white-space: pre;
}`;

/** The one style that stands in a page and not in a file of ours, as a Content-Security-Policy source. */
export const plotStyleSource = `'sha256-${createHash('sha256').update(plotStyle).digest('base64')}'`;

const forGood = 'public, max-age=31536000, immutable';
const askEachTime = 'no-cache';
const cache = (res: ServerResponse, how: string): void => void res.setHeader('Cache-Control', how);

const icon = '/favicon.svg';

/** First parts of the addresses that are not the web app's: a wrong one is answered as a program expects. */
const ofOthers = /^\/(api|messages|validate|ebxml|assets|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/i;

/**
 * `/`: the web app. Files of its own names are kept by browsers for good, pages are asked for each time. An address within
 * the app is answered with the app, which knows its pages. Where the app was never built, `/` leads to `/docs`.
 */
export const mountWeb = (app: Express, http: Http): void => {
  const folder = http.settings.webFolder;
  const page = join(folder, 'index.html');
  if (!existsSync(page)) {
    app
      .route('/')
      .get((_req, res) => res.redirect(302, '/docs'))
      .all(methodNotAllowed(http, 'GET, HEAD'));
    return;
  }
  // What is set beforehand holds, and every answer of ours begins as `no-store`.
  const assets = expressStaticGzip(join(folder, 'assets'), {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    serveStatic: { cacheControl: false, redirect: false, setHeaders: (res) => cache(res, forGood) },
  });
  app.use('/assets', assets);
  const html = readFileSync(page, 'utf8');
  app.get(/.*/, (req, res, next) => {
    if (req.path === icon) {
      cache(res, askEachTime);
      res.sendFile(icon, { root: folder, cacheControl: false });
      return;
    }
    if (ofOthers.test(req.path) || !req.accepts('html')) {
      next();
      return;
    }
    res.type('html').set('Cache-Control', askEachTime).send(html);
  });
};
