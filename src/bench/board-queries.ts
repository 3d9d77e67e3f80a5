import { readDelivery } from '../app/board/delivery.ts';
import { lateNow, readFigures, type Viewer } from '../app/board/figures.ts';
import { readOverview } from '../app/board/overview.ts';
import { listHandovers } from '../app/handovers.ts';
import { searchMessages } from '../app/search-messages.ts';
import type { Services } from '../app/services.ts';
import type { Chance } from '../county/chance.ts';
import type { FigureQuery } from '../domain/board/figure.ts';
import type { Grain, Measure } from '../domain/board/measure.ts';
import { periodStart } from '../domain/board/periods.ts';
import { addDays, osloDate } from '../domain/calendar.ts';
import type { Directory } from '../domain/directory.ts';
import type { HerId } from '../domain/ids.ts';

/** What the board's pages ask, each with something else every time. */

/** What a query may ask of and about. */
export interface Asking {
  readonly services: Services;
  readonly directory: Pick<Directory, 'organisation' | 'organisations' | 'party'>;
  /** Enterprises with traffic: all that can be asked about. */
  readonly enterprises: readonly HerId[];
  /** Message types with traffic (8279). */
  readonly types: readonly string[];
}

/** One kind of question. To have another one measured, add a line to `boardQueries`. */
export interface BoardQuery {
  readonly name: string;
  readonly run: (asking: Asking, chance: Chance) => Promise<unknown>;
}

const board: Viewer = { role: 'board-member', enterprises: [] };
const officerOf = ({ enterprises }: Asking, chance: Chance): Viewer => ({
  role: 'message-officer',
  enterprises: [chance.pick(enterprises)],
});
const organisationsOf = ({ directory }: Asking): readonly HerId[] =>
  directory.organisations.map(({ herId }) => herId);

const dayMs = 86_400_000;
const pageSize = 50;

const today = ({ services }: Asking): string => osloDate(services.clock.now());
/** First days of the periods from so many days ago until now. */
const since = (
  asking: Asking,
  grain: Grain,
  days: number,
): { readonly from: string; readonly to: string } => ({
  from: periodStart(grain, addDays(today(asking), -days)),
  to: periodStart(grain, today(asking)),
});
/** An instant some days ago. */
const daysAgo = ({ services }: Asking, days: number): Date =>
  new Date(services.clock.now().getTime() - days * dayMs);

/** What the board sees: published figures of a measure. */
const published =
  (measure: Measure, by: FigureQuery['by'], grain: Grain, days: number) =>
  (asking: Asking): Promise<unknown> =>
    readFigures(asking.services, board, { measure, by, grain, ...since(asking, grain, days) });

/** What an officer sees of an enterprise of their own: counts as of now. */
const own =
  (measure: Measure, grain: Grain, days: number) =>
  (asking: Asking, chance: Chance): Promise<unknown> => {
    const officer = officerOf(asking, chance);
    const query = { measure, by: 'enterprise', grain, ...since(asking, grain, days) } as const;
    return readFigures(asking.services, officer, { ...query, enterprises: officer.enterprises });
  };

const search =
  (more: (asking: Asking, chance: Chance) => Partial<Parameters<typeof searchMessages>[2]>) =>
  (asking: Asking, chance: Chance): Promise<unknown> => {
    const { services, directory } = asking;
    const mine = chance.pick(asking.enterprises);
    const own = new Set<HerId>([
      mine,
      ...(directory.organisation(mine)?.parties ?? []).map(({ herId }) => herId),
    ]);
    return searchMessages(
      services,
      directory,
      { enterprise: mine, limit: pageSize, ...more(asking, chance) },
      { actsFor: (herId) => own.has(herId), actsForAll: false },
    );
  };

const handovers =
  (more: (asking: Asking, chance: Chance) => Partial<Parameters<typeof listHandovers>[1]>) =>
  (asking: Asking, chance: Chance): Promise<unknown> =>
    listHandovers(asking.services, {
      enterprises: [chance.pick(asking.enterprises)],
      states: [],
      sort: 'attention',
      limit: pageSize,
      ...more(asking, chance),
    });

/** All that is measured. */
export const boardQueries: readonly BoardQuery[] = [
  {
    name: 'overview, board',
    run: (asking) => readOverview(asking.services, board, { organisations: organisationsOf(asking) }),
  },
  {
    name: 'overview, officer',
    run: (asking, chance) =>
      readOverview(asking.services, officerOf(asking, chance), { organisations: organisationsOf(asking) }),
  },
  {
    name: 'delivery of a month, board',
    run: (asking) =>
      readDelivery(asking.services, board, { grain: 'month', organisations: organisationsOf(asking) }),
  },
  {
    name: 'delivery of an enterprise, its officer',
    run: (asking, chance) => {
      const officer = officerOf(asking, chance);
      const [enterprise] = officer.enterprises;
      return readDelivery(asking.services, officer, {
        grain: 'month',
        organisations: organisationsOf(asking),
        ...(enterprise !== undefined && { enterprise }),
      });
    },
  },
  {
    name: 'indicators of all enterprises, 13 months',
    run: published('indicator', 'enterprise', 'month', 395),
  },
  { name: 'indicators of the county, a year by week', run: published('indicator', 'county', 'week', 365) },
  { name: 'expectations of all pairs, a year', run: published('expectation', 'pair', 'month', 365) },
  { name: 'content of all enterprises, a year', run: published('content', 'enterprise', 'month', 365) },
  { name: 'content by system, a year', run: published('content', 'system', 'month', 365) },
  {
    name: 'rules of all enterprises, a year by quarter',
    run: published('rule', 'enterprise', 'quarter', 365),
  },
  { name: 'causes by system, a year', run: published('cause', 'system', 'month', 365) },
  { name: 'traffic of all pairs, a year by quarter', run: published('traffic', 'pair', 'quarter', 365) },
  { name: 'own indicators, 13 months', run: own('indicator', 'month', 395) },
  { name: 'own expectations, 13 months', run: own('expectation', 'month', 395) },
  { name: 'own content, 13 months', run: own('content', 'month', 395) },
  { name: 'own rules, a year by quarter', run: own('rule', 'quarter', 365) },
  { name: 'own traffic, 8 weeks', run: own('traffic', 'week', 56) },
  { name: 'own traffic, 60 days', run: own('traffic', 'day', 60) },
  { name: 'late now, officer', run: (asking, chance) => lateNow(asking.services, officerOf(asking, chance)) },
  { name: 'messages, the newest', run: search(() => ({})) },
  { name: 'messages of a type', run: search(({ types }, chance) => ({ type: chance.pick(types) })) },
  { name: 'messages rejected', run: search(() => ({ receipt: 'rejected' })) },
  { name: 'messages with findings', run: search(() => ({ withFindings: true })) },
  {
    name: 'messages of a month, with another party',
    run: search((asking, chance) => {
      const back = Math.floor(chance.between(30, 360));
      return {
        party: chance.pick(asking.enterprises),
        from: daysAgo(asking, back),
        to: daysAgo(asking, back - 30),
      };
    }),
  },
  { name: 'handovers, what presses first', run: handovers(() => ({})) },
  { name: 'handovers that are late', run: handovers(() => ({ attention: 'late' })) },
  { name: 'handovers, newest first', run: handovers(() => ({ sort: '-admitted' })) },
  {
    name: 'handovers of a municipality',
    run: handovers((asking, chance) => ({ municipality: chance.pick(asking.enterprises), sort: 'due' })),
  },
];
