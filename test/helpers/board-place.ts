import { existsSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedPool } from '../../src/adapters/embedded/pool.ts';
import { publish } from '../../src/app/board/publish.ts';
import { refreshMeasures } from '../../src/app/board/refresh.ts';
import { playPast } from '../../src/demo/board.ts';
import { type Role, rolesWith } from '../../src/domain/roles.ts';
import { alertRound } from './alerts.ts';
import { createTestClock, openGateway, type TestGateway } from './gateway.ts';
import { packTemplate } from './global-setup.ts';
import { admit, declareReady, list, molde, send, trust } from './handovers.ts';
import { type ReckonedFigure, reckonFigures } from './reckoned-figures.ts';

/** What tests of pages are told of the place; plain values, for they run in another process. */
export interface PlaceFacts {
  /** Where the gateway listens. */
  readonly url: string;
  /** What its clock shows, as ISO text; it stands still. */
  readonly now: string;
  /** HER-ids that officers and readers work for. */
  readonly enterprises: { readonly trust: number; readonly municipality: number };
  /** A ward's message to the municipality, received and answered, with content. */
  readonly messageId: string;
  /** Another such: the admission of the same patient. */
  readonly admissionId: string;
  /** The indicators of the last month that is closed, reckoned from what is stored: the county's, and the trust's own. */
  readonly reckoned: {
    readonly month: string;
    readonly county: readonly ReckonedFigure[];
    readonly own: readonly ReckonedFigure[];
  };
  /** Addresses below those of the menu, with something there. */
  readonly deeper: readonly Deeper[];
}

/** One of them: `page` is the key of the page that has it, `name` tells it from others there. */
interface Deeper {
  readonly page: string;
  readonly name: string;
  readonly path: string;
  readonly roles: readonly Role[];
}

/** A gateway with a county's past behind it, counted and published, and the web app in front. */
export interface BoardPlace {
  readonly facts: PlaceFacts;
  close(): Promise<void>;
}

/** A Monday morning, after the week's edition. */
const monday = new Date('2026-11-23T07:30:00Z');
const lastClosed = '2026-10-01';
const plan = { stays: 500, days: 122, seed: 7 };
const built = join(import.meta.dirname, '../../dist/web/index.html');

/** Gives it the county's past, and a patient of today's. */
const furnish = async (gateway: TestGateway): Promise<PlaceFacts> => {
  const { services, pool } = gateway.gateway;
  await playPast(gateway.gateway, plan);
  await refreshMeasures(services);
  await publish(services);
  const reckoned = await reckonFigures(pool, services.indicators, lastClosed, trust);
  const admissionId = await admit(gateway);
  await declareReady(gateway);
  const messageId = await send(gateway, 'helseoppl-soknad-1.6');
  await alertRound(gateway);
  const { handovers } = await list(gateway, 'attention=late&limit=1');
  const handoverId = handovers[0]?.id ?? '';
  return {
    url: gateway.url,
    now: monday.toISOString(),
    enterprises: { trust, municipality: molde },
    messageId,
    admissionId,
    reckoned: { month: lastClosed, ...reckoned },
    deeper: [
      {
        page: 'handovers',
        name: 'one',
        path: `/overgangar/${handoverId}`,
        roles: ['message-officer', 'clinical-reader'],
      },
      { page: 'handovers', name: 'county', path: '/overgangar/fylket', roles: ['message-officer'] },
      { page: 'rules', name: 'one', path: '/reglar/wording-missing-plan', roles: rolesWith('rules.read') },
      {
        page: 'messages',
        name: 'trace',
        path: `/meldingar/${messageId}`,
        roles: ['message-officer', 'clinical-reader', 'operator'],
      },
      {
        page: 'handovers',
        name: 'one',
        path: `/overgangar/${messageId}.${molde}`,
        roles: ['message-officer', 'clinical-reader'],
      },
      {
        page: 'quality',
        name: 'block',
        path: `/kvalitet/EPIKRISE/course?organisation=${trust}`,
        roles: rolesWith('figures.published'),
      },
      {
        page: 'quality',
        name: 'wording',
        path: `/kvalitet/ordval/EPIKRISE/wording-vague-follow-up?organisation=${trust}`,
        roles: rolesWith('figures.published'),
      },
      { page: 'actors', name: 'one', path: `/aktorar/${molde}`, roles: rolesWith('actors.read') },
    ],
  };
};

/**
 * Opens it: an embedded gateway whose clock stands at a Monday morning, a county's four months in its database, and a
 * patient of today's whose messages have content. Takes the web app from dist/web; throws when it was never built.
 */
export const openBoardPlace = async (): Promise<BoardPlace> => {
  if (!existsSync(built)) throw new Error('dist/web: the web app is not built. Run npm run build');
  const template = await openAsBlob(await packTemplate());
  const opened = await openEmbeddedPool({ dataDir: undefined, template });
  if (!opened.ok) throw new Error(opened.fault.code);
  const pool = opened.value;
  const backend = { pool, databaseUrl: undefined, redisUrl: undefined, redisPrefix: 'place' };
  const gateway = await openGateway(backend, { clock: createTestClock(monday) });
  const close = async (): Promise<void> => {
    await gateway.close();
    await pool.end();
  };
  try {
    return { facts: await furnish(gateway), close };
  } catch (error) {
    await close();
    throw error;
  }
};
