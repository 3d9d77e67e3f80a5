import { z } from 'zod';
import {
  type Quality,
  type QualityMeasure,
  type QualityPart,
  type QualityQuery,
  readQuality,
  readQualityPart,
} from '../../../app/board/quality.ts';
import { standing } from '../../../domain/board/decisions.ts';
import { ruleState } from '../../../domain/board/decisions-state.ts';
import { exampleOf } from '../../../domain/board/example.ts';
import type { FigureRow } from '../../../domain/board/figure.ts';
import { osloDate } from '../../../domain/calendar.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Rule } from '../../../domain/rule.ts';
import { measuredRules } from '../../../rules/measured.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { blocksOf, qualityTypes, rulesOf, wordingOf } from './quality-parts.ts';
import { dateField, herIdField, once, readQuery, typeField } from './query.ts';
import { figureHeaders, presentEnterprise, viewerOf } from './viewer.ts';

const grains = ['month', 'quarter', 'year'] as const;
const expectedGrain = `one of ${grains.join(', ')}`;

const parameters = z.object({
  grain: once(z.enum(grains, { error: expectedGrain }), expectedGrain),
  period: dateField,
  type: typeField,
  organisation: herIdField,
});

/** What is looked at when nothing is asked for: the type that most follows from. */
const firstType = 'EPIKRISE';

const cellOf = (row: FigureRow) => ({ part: row.part ?? '', figure: row.figure, asOf: row.asOf });

const presentRows = (call: KnownCall, rows: readonly FigureRow[]) => {
  const byEnterprise = Map.groupBy(rows, ({ enterprise }) => enterprise);
  return [...byEnterprise].flatMap(([herId, of]) =>
    herId === undefined
      ? []
      : [
          {
            enterprise: presentEnterprise(call, herId),
            own: of.some(({ own }) => own),
            cells: of.map(cellOf),
          },
        ],
  );
};

const presentQuality = (call: KnownCall, quality: Quality, query: QualityQuery) => ({
  grain: query.grain,
  period: quality.period,
  choices: quality.choices,
  type: query.type,
  county: quality.county.map(cellOf),
  rows: presentRows(call, quality.enterprises),
});

/** A rule in plain words, and how far it is to be trusted where that is measured. */
const presentRule = ({ context, http }: KnownCall, rule: Rule, type: string) => ({
  id: rule.id,
  ...rule.texts[context.language],
  block: rule.block ?? null,
  level: rule.level,
  sign: rule.kind === 'wording' ? rule.sign : null,
  source: rule.source,
  measured: measuredRules[rule.id] ?? null,
  example: exampleOf(http.examples, type, rule.id)?.texts[context.language] ?? null,
});

const readAsked = (call: KnownCall, measure: QualityMeasure) => {
  const query = readQuery(parameters, queryOf(call.req));
  if (!query.ok) return query;
  const { grain = 'month', type = firstType, period, organisation } = query.value;
  return ok({
    measure,
    grain,
    type,
    ...(period !== undefined && { period }),
    ...(organisation !== undefined && { enterprise: organisation }),
  });
};

/**
 * GET /api/board/quality?type=EPIKRISE&grain=month&period=2026-10-01: which blocks messages of a type hold, in the county
 * and by sender, and what the rules of the type found.
 */
export const handleQuality: Handler<KnownCall> = async (call) => {
  const { rules, services } = call.http;
  const asked = readAsked(call, 'content');
  if (!asked.ok) return asked;
  const { type } = asked.value;
  const viewer = viewerOf(call);
  const blocks = blocksOf(rules, type);
  const quality = await readQuality(services, viewer, {
    ...asked.value,
    parts: blocks.map(({ part }) => part),
  });
  const ofType = rulesOf(rules, type).filter(({ kind }) => kind !== 'wording');
  const found = await readQuality(services, viewer, {
    ...asked.value,
    measure: 'rule',
    period: quality.period,
    parts: ofType.map(({ id }) => id),
  });
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      ...presentQuality(call, quality, asked.value),
      types: qualityTypes(rules),
      parts: blocks,
      rules: ofType.map((rule) => presentRule(call, rule, type)),
      found: {
        county: found.county.map(cellOf),
        own: presentRows(
          call,
          found.enterprises.filter(({ own }) => own),
        ),
      },
    },
  });
};

/** GET /api/board/wording?type=EPIKRISE&…: what the rules on wording found, in the county and by sender. */
export const handleWording: Handler<KnownCall> = async (call) => {
  const { rules, services } = call.http;
  const asked = readAsked(call, 'rule');
  if (!asked.ok) return asked;
  const { type } = asked.value;
  const today = osloDate(services.clock.now());
  const decided = standing(await services.store.decisions());
  // Of a rule that is off, nothing found says nothing.
  const checks = wordingOf(rules, type).filter((rule) => ruleState(rule, decided, today).isOn);
  const parts = checks.map(({ id }) => id);
  const quality = await readQuality(services, viewerOf(call), { ...asked.value, parts });
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      ...presentQuality(call, quality, asked.value),
      types: qualityTypes(rules),
      parts: checks.map(({ id, level }) => ({ part: id, level })),
      rules: checks.map((rule) => presentRule(call, rule, type)),
    },
  });
};

const presentPart = (call: KnownCall, part: QualityPart, organisation: FigureRow['enterprise']) => ({
  months: part.months,
  course: {
    county: part.countyCourse.map(({ period, figure }) => ({ period, figure })),
    organisation: part.enterpriseCourse.map(({ period, figure }) => ({ period, figure })),
  },
  systems: part.systems.map(({ system, enterprise, figure }) => ({
    system: system ?? '',
    enterprise: enterprise === undefined ? null : presentEnterprise(call, enterprise),
    figure,
  })),
  found: part.found.map((row) => ({ ...cellOf(row), isCounty: row.enterprise === undefined })),
  organisation: organisation === undefined ? null : presentEnterprise(call, organisation),
});

const handlePart =
  (measure: QualityMeasure): Handler<KnownCall> =>
  async (call) => {
    const { http, req, context } = call;
    const { type = '', part = '' } = req.params as Readonly<Record<string, string>>;
    const asked = readAsked(call, measure);
    if (!asked.ok) return asked;
    const block =
      measure === 'content' ? blocksOf(http.rules, type).find((each) => each.part === part) : undefined;
    const ofType = rulesOf(http.rules, type);
    const rules =
      measure === 'content'
        ? ofType.filter((rule) => rule.block === part)
        : wordingOf(http.rules, type).filter(({ id }) => id === part);
    const level = block?.level ?? rules[0]?.level;
    if (rules.length === 0 || level === undefined) return fail(fault('not-found'));
    const query = { ...asked.value, type };
    const found = await readQualityPart(http.services, viewerOf(call), {
      ...query,
      part,
      rules: rules.map(({ id }) => id),
    });
    return ok({
      status: 200,
      headers: figureHeaders(call),
      json: {
        ...presentQuality(call, found, query),
        part,
        level,
        rules: rules.map((rule) => presentRule(call, rule, type)),
        example: exampleOf(http.examples, type, part)?.texts[context.language] ?? null,
        ...presentPart(call, found, query.enterprise),
      },
    });
  };

/** GET /api/board/quality/:type/:part?organisation=…: a block: its rules, how it went, and what writes it. */
export const handleBlock = handlePart('content');

/** GET /api/board/wording/:type/:part?organisation=…: the same of a rule on wording. */
export const handleCheck = handlePart('rule');
