import { z } from 'zod';
import type { BoardChange } from '../../../app/board/changes.ts';
import type { LateNow } from '../../../app/board/figures.ts';
import { type Course, type IndicatorStanding, readOverview } from '../../../app/board/overview.ts';
import type { Ranked } from '../../../domain/board/standing.ts';
import { ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { presentIndicator } from './indicators.ts';
import { monthField, readQuery } from './query.ts';
import { figureHeaders, presentEnterprise, viewerOf } from './viewer.ts';

const parameters = z.object({ period: monthField });

const presentCourse = ({ period, figure, before, change, trend, asOf }: Course) => ({
  period,
  figure,
  before,
  change: change ?? null,
  trend,
  asOf: asOf ?? null,
});

const presentStanding = (call: KnownCall, standing: IndicatorStanding) => {
  const { indicator, county, types, own, ranking } = standing;
  const presentRanked = ({ enterprise, figure, change }: Ranked) => ({
    enterprise: presentEnterprise(call, enterprise),
    figure,
    change: change ?? null,
  });
  return {
    ...presentIndicator(call.context.language, indicator),
    county: presentCourse(county),
    types,
    own: own === undefined ? null : presentCourse(own),
    ranking: {
      ...ranking,
      weakest: ranking.weakest.map(presentRanked),
      improved: ranking.improved.map(presentRanked),
    },
  };
};

const presentLate = ({ http, context }: KnownCall, { county, asOf, own }: LateNow) => {
  const { expectations } = http.services.handoverRules.catalogue;
  const nameOf = (id: string): string =>
    expectations.find((each) => each.id === id)?.texts[context.language].name ?? id;
  const present = <Kind extends { readonly expectation: string; readonly case?: string }>(kind: Kind) => ({
    ...kind,
    case: kind.case ?? null,
    name: nameOf(kind.expectation),
  });
  return { county: county.map(present), asOf: asOf ?? null, own: own?.map(present) ?? null };
};

const presentChange = (call: KnownCall, change: BoardChange) => {
  if (change.kind === 'traffic') {
    const { kind, type, enterprise, since } = change.mark;
    return {
      kind,
      type,
      enterprise: presentEnterprise(call, enterprise),
      since,
    };
  }
  const enterprise = 'enterprise' in change ? change.enterprise : undefined;
  return {
    ...change,
    enterprise: enterprise === undefined ? null : presentEnterprise(call, enterprise),
  };
};

/**
 * GET /api/board/overview?period=2026-10: the indicators, what is late now, and what has changed. Without a period, the
 * newest that is published of each.
 */
export const handleOverview: Handler<KnownCall> = async (call) => {
  const { http, req } = call;
  const query = readQuery(parameters, queryOf(req));
  if (!query.ok) return query;
  const organisations = http.directory.organisations.map(({ herId }) => herId);
  const { period: month } = query.value;
  const overview = await readOverview(http.services, viewerOf(call), {
    ...(month !== undefined && { month }),
    organisations,
  });
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      month: overview.month,
      months: overview.months,
      own: overview.own === undefined ? null : presentEnterprise(call, overview.own),
      indicators: overview.indicators.map((each) => presentStanding(call, each)),
      late: presentLate(call, overview.late),
      changes: overview.changes.map((each) => presentChange(call, each)),
    },
  });
};
