import type { BoardDecision } from '../../domain/board/decisions.ts';
import type { ItemState } from '../../domain/board/decisions-state.ts';
import { wordDeadline } from '../../domain/handover/texts.ts';
import type { HerId } from '../../domain/ids.ts';
import type { KnownCall } from './endpoint.ts';

/** Decisions as JSON, for people. */

type Told = Pick<KnownCall, 'http' | 'context'>;

const enterpriseOf = ({ http }: Told, herId: HerId) => ({
  herId,
  name: http.directory.organisation(herId)?.name ?? null,
});

const changeOf = ({ http, context }: Told, { change }: BoardDecision) =>
  change.what === 'deadline'
    ? { ...change, text: wordDeadline(http.texts[context.language].handover, change.deadline) }
    : change;

/** A decision: what, from when, by whom and why. */
export const presentDecision = (call: Told, decision: BoardDecision) => ({
  id: decision.seq,
  subject: decision.subject,
  item: decision.item,
  enterprise: decision.enterprise === undefined ? null : enterpriseOf(call, decision.enterprise),
  change: changeOf(call, decision),
  validFrom: decision.validFrom,
  decidedAt: decision.decidedAt.toISOString(),
  by: decision.by,
  role: decision.role,
  roleText: call.http.texts[call.context.language].roles[decision.role],
  reason: decision.reason,
});

/** How a rule or an expectation stands today, and what is decided for later. */
export const presentState = (call: Told, { isOn, offFor, severity, planned }: ItemState) => ({
  isOn,
  offFor: offFor.map((herId) => enterpriseOf(call, herId)),
  severity,
  severityText: call.http.texts[call.context.language].report.severities[severity],
  planned: planned.map((decision) => presentDecision(call, decision)),
});
