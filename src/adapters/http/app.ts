import express, { type Express } from 'express';
import helmet from 'helmet';
import { fault } from '../../domain/outcome.ts';
import { fail } from '../../domain/result.ts';
import { mountAccessLog } from './access-log.ts';
import { mountActors } from './actors.ts';
import { mountAlerts } from './alerts.ts';
import { mountBoard } from './board/routes.ts';
import { createBodyBudget } from './body-budget.ts';
import { giveContext } from './context.ts';
import { mountDecisions } from './decisions.ts';
import type { Http, HttpDeps } from './deps.ts';
import { mountEdi } from './edi/routes.ts';
import { endpoint } from './endpoint.ts';
import { handleErrors } from './error-handler.ts';
import { mountHandovers } from './handovers/routes.ts';
import { homeStyle, mountHome } from './home.ts';
import { mountMe } from './me.ts';
import { mountMessages } from './messages/routes.ts';
import { mountOperations } from './operations.ts';
import { mountOps } from './ops.ts';
import { mountReplay } from './replay.ts';
import { logRequests } from './request-log.ts';
import { mountRules } from './rules.ts';
import { mountTrial } from './trial.ts';
import { mountValidate } from './validate.ts';
import { mountWeb, plotStyleSource } from './web.ts';

/** Nothing may be loaded but what is our own, and nobody may frame or be referred by us. */
const securityHeaders = () =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", homeStyle, plotStyleSource],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });

/** What every app begins with: context, log and headers. */
const openApp = (deps: HttpDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  // One hop: what the proxy next to us says, not what its client made up.
  app.set('trust proxy', deps.settings.trustProxy ? 1 : false);
  app.use(giveContext(deps), logRequests(deps), securityHeaders());
  return app;
};

/** What every app ends with: 404 for the rest, and one place for errors. */
const closeApp = (app: Express, http: Http): Express => {
  app.use(endpoint(http, async () => fail(fault('not-found'))));
  app.use(handleErrors(http));
  return app;
};

const httpOf = (deps: HttpDeps): Http => ({
  ...deps,
  budget: createBodyBudget(deps.settings.maxBytesInFlight),
});

/** The HTTP side of a process that only works: `/healthz`, `/readyz` and `/metrics`. */
export const createOpsApp = (deps: HttpDeps): Express => {
  const http = httpOf(deps);
  const app = openApp(http);
  mountOps(app, http);
  return closeApp(app, http);
};

/**
 * The HTTP side: `/Messages` (EDI 2.0), `/api/messages`, `/validate`, `/healthz`, `/readyz`, `/metrics`, `/docs` and the web app at `/`. Everything else is
 * 404. Registers its request timings in `metricsRegistry`, so one app per registry.
 */
export const createHttpApp = (deps: HttpDeps): Express => {
  const http = httpOf(deps);
  const app = openApp(http);
  mountEdi(app, http);
  mountMessages(app, http);
  mountHandovers(app, http);
  mountAlerts(app, http);
  mountBoard(app, http);
  mountValidate(app, http);
  mountReplay(app, http);
  mountRules(app, http);
  mountDecisions(app, http);
  mountTrial(app, http);
  mountMe(app, http);
  mountActors(app, http);
  mountOperations(app, http);
  mountAccessLog(app, http);
  mountOps(app, http);
  mountHome(app, http);
  mountWeb(app, http);
  return closeApp(app, http);
};
