import { z } from 'zod';
import { readExpectations } from '../../../app/board/expectations.ts';
import type { FigureRow } from '../../../domain/board/figure.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import { wordDeadline } from '../../../domain/handover/texts.ts';
import { ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { dateField, once, readQuery } from './query.ts';
import { figureHeaders, presentEnterprise, viewerOf } from './viewer.ts';

const grains = ['month', 'quarter', 'year'] as const;
const expectedGrain = `one of ${grains.join(', ')}`;

const parameters = z.object({
  grain: once(z.enum(grains, { error: expectedGrain }), expectedGrain),
  period: dateField,
});

const hour = 60;
const day = 24 * hour;

/** Between how many minutes after the start a deadline is: exact in hours, else when a day ends; null for other ones. */
const minutesOf = (deadline: Deadline): { readonly from: number; readonly to: number } | null => {
  switch (deadline.kind) {
    case 'hours':
      return { from: deadline.amount * hour, to: deadline.amount * hour };
    case 'days':
      return { from: deadline.amount * day, to: (deadline.amount + 1) * day };
    case 'sameDay':
      return { from: 0, to: day };
    case 'atOnce':
      return minutesOf(deadline.escalate);
    default:
      return null;
  }
};

/** What a part is called, and the deadline that held when the period began. */
const presentPart = ({ http, context: { language } }: KnownCall, part: string, period: string) => {
  const [id, name] = part.split('/');
  const row = http.services.handoverRules.catalogue.expectations.find((each) => each.id === id);
  const of = row?.cases.find((each) => each.name === name);
  const deadline = (of?.deadlines.findLast(({ validFrom }) => validFrom <= period) ?? of?.deadlines[0])
    ?.deadline;
  const { handover } = http.texts[language];
  return {
    part,
    name: row?.texts[language].name ?? part,
    case: name ?? null,
    owes: [...new Set(of?.from.map((role) => handover.roles[role]) ?? [])],
    deadline:
      deadline === undefined
        ? null
        : { text: wordDeadline(handover, deadline), minutes: minutesOf(deadline) },
  };
};

const ofParts = (rows: readonly FigureRow[]) =>
  rows.flatMap((row) => (row.part === undefined ? [] : [{ ...row, part: row.part }]));

/**
 * GET /api/board/expectations?grain=month&period=2026-10-01: what became of what should come, and how long it took: in the
 * county, by who owes, and by who owes and who is owed. Figures alone: of no handover is anything told.
 */
export const handleExpectations: Handler<KnownCall> = async (call) => {
  const query = readQuery(parameters, queryOf(call.req));
  if (!query.ok) return query;
  const { grain = 'month', period: asked } = query.value;
  const gone = await readExpectations(call.http.services, viewerOf(call), {
    grain,
    ...(asked !== undefined && { period: asked }),
  });
  const { period, choices } = gone;
  const [county, enterprises, pairs] = [ofParts(gone.county), ofParts(gone.enterprises), ofParts(gone.pairs)];
  const parts = [...new Set([...county, ...enterprises, ...pairs].map(({ part }) => part))].sort();
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      grain,
      period,
      choices,
      expectations: parts.map((part) => presentPart(call, part, period)),
      county: county.map(({ part, figure, asOf }) => ({ part, figure, asOf })),
      enterprises: enterprises.flatMap(({ part, figure, own, enterprise }) =>
        enterprise === undefined
          ? []
          : [{ part, figure, own, enterprise: presentEnterprise(call, enterprise) }],
      ),
      pairs: pairs.flatMap(({ part, figure, own, enterprise, other }) =>
        enterprise === undefined || other === undefined
          ? []
          : [
              {
                part,
                figure,
                own,
                enterprise: presentEnterprise(call, enterprise),
                other: presentEnterprise(call, other),
              },
            ],
      ),
    },
  });
};
