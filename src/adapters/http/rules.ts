import type { Express } from 'express';
import { type BoardDecision, standing } from '../../domain/board/decisions.ts';
import { ruleState } from '../../domain/board/decisions-state.ts';
import { exampleOf } from '../../domain/board/example.ts';
import { osloDate } from '../../domain/calendar.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Rule } from '../../domain/rule.ts';
import { recognisedTypes } from '../../messages/recognise.ts';
import { applies } from '../../rules/compile.ts';
import { measuredRules } from '../../rules/measured.ts';
import { presentDecision, presentState } from './decisions-present.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';

/** The rules on what messages say: the same to everybody. */

const isFor = ({ functions }: Rule, code: string): boolean =>
  functions === undefined || functions.includes(code);

/** The types that a rule is for, in all their versions that it is for. */
const typesOf = (rule: Rule) =>
  recognisedTypes.filter(
    (type) =>
      applies(rule, type) &&
      (rule.functions === undefined || type.functions.some(({ code }) => isFor(rule, code))),
  );

/** The functions (8279) that a rule is for. */
export const codesOf = (rule: Rule): readonly string[] => {
  const codes = typesOf(rule)
    .flatMap((type) => type.functions)
    .flatMap(({ code }) => (isFor(rule, code) ? [code] : []));
  return [...new Set(codes)].sort();
};

const presentRule = (call: KnownCall, rule: Rule, decided: readonly BoardDecision[], today: string) => {
  const { language } = call.context;
  const words = call.http.texts[language].report.severities;
  return {
    id: rule.id,
    ...rule.texts[language],
    kind: rule.kind,
    level: rule.level,
    severity: rule.severity,
    severityText: words[rule.severity],
    block: rule.block ?? null,
    types: codesOf(rule),
    versions: typesOf(rule).map(({ key }) => key),
    source: rule.source,
    validFrom: rule.validFrom,
    measured: measuredRules[rule.id] ?? null,
    now: presentState(call, ruleState(rule, decided, today)),
  };
};

/** How what a rule on wording asks for can be written. */
const presentExample = ({ http, context }: KnownCall, rule: Rule) =>
  exampleOf(http.examples, codesOf(rule)[0] ?? '', rule.id)?.texts[context.language] ?? null;

/** What a rule is made of, as its row says it. */
const presentParts = (rule: Rule) => {
  switch (rule.kind) {
    case 'xpath':
      return { assert: rule.assert, at: rule.at ?? null, explainedBy: rule.explained?.by ?? [] };
    case 'check':
      return { check: rule.check, params: rule.params };
    case 'wording':
      return {
        sign: rule.sign,
        headings: rule.headings ?? [],
        phrases: [...new Set(rule.find.flatMap(({ phrases }) => phrases))],
        excuses: [...new Set(rule.find.flatMap(({ unless }) => unless))],
      };
  }
};

const inLanguage = (call: KnownCall): Readonly<Record<string, string>> => {
  call.res.vary('Accept-Language');
  return { 'Content-Language': call.context.language };
};

/** GET /api/rules: all of them, and how each stands today. */
const handleList: Handler<KnownCall> = async (call) => {
  const { services, rules } = call.http;
  const decided = standing(await services.store.decisions());
  const today = osloDate(services.clock.now());
  const json = { rules: rules.map((rule) => presentRule(call, rule, decided, today)) };
  return ok({ status: 200, headers: inLanguage(call), json });
};

/** GET /api/rules/:id: one, with what it is made of and all that has been decided of it, the newest first. */
const handleRead: Handler<KnownCall> = async (call) => {
  const { services, rules } = call.http;
  const rule = rules.find(({ id }) => id === call.req.params.id);
  if (rule === undefined) return fail(fault('not-found'));
  const decisions = await services.store.decisions();
  const own = decisions.filter(({ subject, item }) => subject === 'rule' && item === rule.id);
  const today = osloDate(services.clock.now());
  const json = {
    today,
    ...presentRule(call, rule, standing(own), today),
    parts: presentParts(rule),
    example: presentExample(call, rule),
    decisions: own.toReversed().map((each) => presentDecision(call, each)),
  };
  return ok({ status: 200, headers: inLanguage(call), json });
};

export const mountRules = (app: Express, http: Http): void => {
  const get = (path: string, handle: Handler<KnownCall>): void => {
    app
      .route(path)
      .get(endpoint(http, allowed('rules.read', handle)))
      .all(methodNotAllowed(http, 'GET, HEAD'));
  };
  get('/api/rules', handleList);
  get('/api/rules/:id', handleRead);
};
