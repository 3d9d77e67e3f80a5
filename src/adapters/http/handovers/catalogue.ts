import { type BoardDecision, standing } from '../../../domain/board/decisions.ts';
import { deadlineOn, openFigures } from '../../../domain/board/decisions-expected.ts';
import { expectationState } from '../../../domain/board/decisions-state.ts';
import { osloDate } from '../../../domain/calendar.ts';
import type { DatedDeadline } from '../../../domain/deadline.ts';
import type { Expectation, ExpectationCase, Trigger } from '../../../domain/expectation.ts';
import { type ActKind, actKinds, type HandoverRole } from '../../../domain/expectation-vocabulary.ts';
import { actReporters } from '../../../domain/handover/reporting.ts';
import { wordDeadline } from '../../../domain/handover/texts.ts';
import { ok } from '../../../domain/result.ts';
import { presentState } from '../decisions-present.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import type { Speech } from './present.ts';
import { inLanguage, speechOf } from './read.ts';

const presentRoles = ({ http, language }: Speech, roles: readonly HandoverRole[]) =>
  roles.map((role) => ({ role, text: http.texts[language].handover.roles[role] }));

const presentDeadline = ({ http, language }: Speech, { validFrom, deadline, decided }: DatedDeadline) => ({
  validFrom,
  text: wordDeadline(http.texts[language].handover, deadline),
  deadline,
  decided: decided ?? null,
});

const actName = ({ http, language }: Speech, kind: ActKind): string =>
  http.services.handoverRules.catalogue.acts[kind][language];

const presentTrigger = (speech: Speech, trigger: Trigger) => {
  const { given } = trigger;
  switch (trigger.on) {
    case 'message':
      return { on: trigger.on, functions: trigger.functions, given };
    case 'phase':
      return {
        on: trigger.on,
        text: speech.http.texts[speech.language].handover.states[trigger.enters],
        given,
      };
    case 'act':
      return { on: trigger.on, text: actName(speech, trigger.act), given };
    case 'receipt':
      return { on: trigger.on, functions: trigger.functions, is: trigger.is, given };
  }
};

const presentFulfilment = (speech: Speech, one: ExpectationCase['fulfilments'][number]) => {
  switch (one.by) {
    case 'message':
      return { by: one.by, functions: one.functions, holds: one.holds };
    case 'act':
      return { by: one.by, text: actName(speech, one.act) };
    case 'receipt':
      return { by: one.by, is: one.is };
  }
};

const presentCase = (speech: Speech, row: Expectation, each: ExpectationCase, today: string) => {
  const held = deadlineOn(each, today);
  return {
    case: each.name ?? null,
    triggers: each.triggers.map((trigger) => presentTrigger(speech, trigger)),
    fulfilments: each.fulfilments.map((one) => presentFulfilment(speech, one)),
    from: presentRoles(speech, each.from),
    to: presentRoles(speech, each.to),
    deadlines: each.deadlines.map((one) => presentDeadline(speech, one)),
    now: held === undefined ? null : { ...presentDeadline(speech, held), open: openFigures(row, held) },
  };
};

const presentAct = (speech: Speech, kind: ActKind) => {
  const { catalogue } = speech.http.services.handoverRules;
  const reporters = (scope: 'handover' | 'message') =>
    presentRoles(speech, [...actReporters(catalogue, scope, kind)]);
  return {
    kind,
    name: catalogue.acts[kind][speech.language],
    ofHandovers: reporters('handover'),
    ofMessages: reporters('message'),
  };
};

const presentRow = (call: KnownCall, row: Expectation, decided: readonly BoardDecision[], today: string) => {
  const speech = speechOf(call);
  const { handoverRules } = call.http.services;
  return {
    id: row.id,
    ...row.texts[speech.language],
    scope: row.scope,
    severity: row.severity,
    cases: row.cases.map((each) => presentCase(speech, row, each, today)),
    sources: row.sources,
    observable: row.observable,
    validFrom: row.validFrom,
    changes: row.changes,
    now: presentState(call, expectationState(row, handoverRules, decided, today)),
  };
};

/**
 * GET /api/expectations: what should come, from whom, by when, how the board has it stand today, and the acts that may be
 * reported. The same to everybody.
 */
export const handleCatalogue: Handler<KnownCall> = async (call) => {
  const speech = speechOf(call);
  const { services } = call.http;
  const { expectations } = services.handoverRules.catalogue;
  const decided = standing(await services.store.decisions());
  const today = osloDate(services.clock.now());
  return ok({
    status: 200,
    headers: inLanguage(speech),
    json: {
      today,
      expectations: expectations.map((row) => presentRow(call, row, decided, today)),
      acts: actKinds.map((kind) => presentAct(speech, kind)),
    },
  });
};
