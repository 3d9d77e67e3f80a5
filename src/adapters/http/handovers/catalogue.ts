import type { DatedDeadline } from '../../../domain/deadline.ts';
import type { ExpectationCase } from '../../../domain/expectation.ts';
import { type ActKind, actKinds, type HandoverRole } from '../../../domain/expectation-vocabulary.ts';
import { actReporters } from '../../../domain/handover/reporting.ts';
import { wordDeadline } from '../../../domain/handover/texts.ts';
import { ok } from '../../../domain/result.ts';
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

const presentCase = (speech: Speech, { name, from, to, deadlines }: ExpectationCase) => ({
  case: name ?? null,
  from: presentRoles(speech, from),
  to: presentRoles(speech, to),
  deadlines: deadlines.map((each) => presentDeadline(speech, each)),
});

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

/** GET /api/expectations: what should come, from whom, by when, and the acts that may be reported. The same to everybody. */
export const handleCatalogue: Handler<KnownCall> = async (call) => {
  const speech = speechOf(call);
  const { expectations } = call.http.services.handoverRules.catalogue;
  return ok({
    status: 200,
    headers: inLanguage(speech),
    json: {
      expectations: expectations.map((row) => ({
        id: row.id,
        ...row.texts[speech.language],
        scope: row.scope,
        severity: row.severity,
        cases: row.cases.map((each) => presentCase(speech, each)),
        sources: row.sources,
        observable: row.observable,
        validFrom: row.validFrom,
        changes: row.changes,
      })),
      acts: actKinds.map((kind) => presentAct(speech, kind)),
    },
  });
};
