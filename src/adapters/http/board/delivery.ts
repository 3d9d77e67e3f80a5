import { z } from 'zod';
import { readDelivery } from '../../../app/board/delivery.ts';
import { isAppRecErrorCode } from '../../../domain/app-rec-codes.ts';
import type { Figure, FigureRow } from '../../../domain/board/figure.ts';
import { ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { dateField, herIdField, once, readQuery, typeField } from './query.ts';
import { figureHeaders, presentEnterprise, viewerOf } from './viewer.ts';

const grains = ['week', 'month', 'quarter', 'year'] as const;
const expectedGrain = `one of ${grains.join(', ')}`;

const parameters = z.object({
  grain: once(z.enum(grains, { error: expectedGrain }), expectedGrain),
  period: dateField,
  type: typeField,
  organisation: herIdField,
});

/** What stands in place of a code that a receipt lacked. */
const noCode = '?';

const presentCause = (call: KnownCall, { part, type, system, figure }: FigureRow) => {
  const { http, context } = call;
  const { appRecErrors, unlistedAppRecError } = http.texts[context.language];
  const code = part ?? '';
  const { title, mend } = isAppRecErrorCode(code) ? appRecErrors[code] : unlistedAppRecError;
  return {
    code: code === noCode ? null : code,
    type: type ?? null,
    system: system ?? null,
    figure,
    title,
    mend,
  };
};

const presentLink = (call: KnownCall, { enterprise, other, type, figure, own }: FigureRow) => ({
  sender: enterprise === undefined ? null : presentEnterprise(call, enterprise),
  receiver: other === undefined ? null : presentEnterprise(call, other),
  type: type ?? null,
  figure,
  own,
});

const presentVersion = ({ period, type, part, system, figure }: FigureRow) => ({
  period,
  type: type ?? null,
  version: part ?? null,
  system: system ?? null,
  figure,
});

const hasHits = (figure: Figure): boolean => figure.shown && figure.hits > 0;
const isHidden = ({ figure }: FigureRow): boolean => !figure.shown && figure.why === 'small';

/** GET /api/board/delivery?grain=month&period=2026-10-01&type=EPIKRISE&organisation=9150400: how messages come through. */
export const handleDelivery: Handler<KnownCall> = async (call) => {
  const { http, req } = call;
  const query = readQuery(parameters, queryOf(req));
  if (!query.ok) return query;
  const { grain = 'month', period, type, organisation } = query.value;
  const viewer = viewerOf(call);
  const { organisations } = http.directory;
  const delivery = await readDelivery(http.services, viewer, {
    grain,
    ...(period !== undefined && { period }),
    ...(type !== undefined && { type }),
    ...(organisation !== undefined && { enterprise: organisation }),
    organisations: organisations.map(({ herId }) => herId),
  });
  const causes = (rows: readonly FigureRow[]) =>
    rows
      .filter(({ part, figure }) => part !== undefined && hasHits(figure))
      .map((row) => presentCause(call, row));
  const links = (rows: readonly FigureRow[]) =>
    rows.filter(({ figure }) => figure.shown).map((row) => presentLink(call, row));
  const versions = (rows: readonly FigureRow[]) =>
    rows.filter(({ figure }) => hasHits(figure)).map(presentVersion);
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      grain,
      period: delivery.period,
      periods: delivery.periods,
      choices: delivery.choices,
      organisations: organisations.map(({ herId, name }) => ({
        herId,
        name,
        own: viewer.enterprises.includes(herId),
      })),
      types: delivery.types,
      traffic: delivery.traffic.map(({ period: at, type: of, figure, own, asOf }) => ({
        period: at,
        type: of ?? null,
        figure,
        own,
        asOf,
      })),
      links: links(delivery.links),
      hiddenLinks: delivery.links.filter(isHidden).length,
      transit: links(delivery.transit),
      causes: causes(delivery.causes),
      hiddenCauses: delivery.causes.filter(isHidden).length,
      causesBySystem: causes(delivery.causesBySystem),
      versions: versions(delivery.versions),
      versionsBySystem: versions(delivery.versionsBySystem),
      marks: delivery.marks.map(({ enterprise, type: of, kind, since }) => ({
        enterprise: presentEnterprise(call, enterprise),
        type: of,
        kind,
        since,
      })),
      heard: delivery.heard.map(({ enterprise, type: of, day }) => ({
        herId: enterprise,
        type: of,
        day,
      })),
    },
  });
};
