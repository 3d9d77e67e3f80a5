import type { ReadHandover } from '../../../app/handovers.ts';
import { reportersIn } from '../../../app/report-act.ts';
import type { Expectation } from '../../../domain/expectation.ts';
import { type Expected, levelOf, type OwingParty } from '../../../domain/handover/expected.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import type { Attention, ListedExpectation, ListedHandover } from '../../../domain/handover/list-store.ts';
import { overdueDays } from '../../../domain/handover/overdue.ts';
import type { HerId, MessageId } from '../../../domain/ids.ts';
import type { Language } from '../../../domain/texts.ts';
import type { Http } from '../deps.ts';
import type { KnownCall } from '../endpoint.ts';

/** Handovers in JSON and words. No patient, not even the pseudonym. */

/** What words and names are taken from. */
export interface Speech {
  readonly http: Pick<Http, 'directory' | 'texts' | 'services'>;
  readonly language: Language;
}

/** A HER-id with the name that it has in the directory. */
export const presentParty = ({ http: { directory } }: Speech, id: HerId) => ({
  herId: id,
  name: directory.party(id)?.party.name ?? directory.organisation(id)?.name ?? null,
});

const rowOf = ({ http }: Speech, id: string): Expectation | undefined =>
  http.services.handoverRules.catalogue.expectations.find((row) => row.id === id);

/** What an expectation is called, and what to do about it. */
export const presentRow = (speech: Speech, id: string, name: string | undefined) => {
  const texts = rowOf(speech, id)?.texts[speech.language];
  return { expectation: id, case: name ?? null, name: texts?.name ?? id };
};

const presentOwing = (speech: Speech, { role, herId, enterprise }: OwingParty) => {
  const known = herId ?? enterprise;
  return {
    role,
    roleText: speech.http.texts[speech.language].handover.roles[role],
    herId: herId ?? null,
    enterpriseHerId: enterprise ?? null,
    name: known === undefined ? null : presentParty(speech, known).name,
  };
};

type Facts = Pick<
  Handover,
  | 'id'
  | 'municipality'
  | 'hospitals'
  | 'state'
  | 'inferred'
  | 'admittedAt'
  | 'readyAt'
  | 'dischargedAt'
  | 'diedAt'
  | 'round'
  | 'overdue'
  | 'historic'
  | 'readmission'
  | 'completeness'
>;

const attentionOf = (levels: readonly number[]): Attention => {
  const highest = Math.max(-1, ...levels);
  if (highest >= 2) return 'late';
  return highest === 1 ? 'due-soon' : highest === 0 ? 'open' : 'none';
};

/** A handover in short, with those of its expectations that the caller may see and that are open or were late. */
const presentSummary = (
  speech: Speech,
  handover: Facts,
  expected: readonly ListedExpectation[],
  now: Date,
) => {
  const { state, hospitals, municipality } = handover;
  const levels = expected.flatMap(({ level }) => level ?? []);
  const count = (level: number) => levels.filter((each) => each === level).length;
  const [next] = expected
    .filter(({ level, dueAt }) => (level === 0 || level === 1) && dueAt !== undefined)
    .sort((a, b) => Number(a.dueAt) - Number(b.dueAt));
  return {
    id: handover.id,
    state,
    stateText: speech.http.texts[speech.language].handover.states[state],
    municipality: presentParty(speech, municipality),
    hospitals: hospitals.map((hospital) => presentParty(speech, hospital)),
    admittedAt: handover.admittedAt,
    admissionInferred: handover.inferred,
    readyAt: handover.readyAt ?? null,
    dischargedAt: handover.dischargedAt ?? null,
    diedAt: handover.diedAt ?? null,
    round: handover.round,
    attention: attentionOf(levels),
    late: expected.some(({ wasLate }) => wasLate),
    historic: handover.historic,
    readmission: handover.readmission,
    next:
      next === undefined
        ? null
        : {
            ...presentRow(speech, next.expectation, next.case),
            dueAt: next.dueAt,
            owes: presentOwing(speech, next.owes),
          },
    levels: { open: count(0), dueSoon: count(1), late: count(2), escalated: count(3) },
    pending: expected
      .flatMap((one) => (one.level === undefined ? [] : [{ ...one, level: one.level }]))
      .sort((a, b) => b.level - a.level || Number(a.dueAt ?? Infinity) - Number(b.dueAt ?? Infinity))
      .map((one) => ({
        ...presentRow(speech, one.expectation, one.case),
        level: one.level,
        dueAt: one.dueAt ?? null,
        owes: presentOwing(speech, one.owes),
      })),
    missing: handover.completeness.flatMap(({ function: messageType, missing }) =>
      missing.length === 0 ? [] : [{ messageType, blocks: missing }],
    ),
    missingBlocks: handover.completeness.reduce((sum, { missing }) => sum + missing.length, 0),
    overdueDays: overdueDays(handover.overdue, now),
  };
};

/** A handover of a list. */
export const presentListed = (speech: Speech, handover: ListedHandover, now: Date) =>
  presentSummary(speech, handover, handover.expected, now);

const listed = (expected: Expected): ListedExpectation => {
  const level = levelOf(expected);
  return { ...expected, ...(level !== undefined && { level }) };
};

/** Why it is void or cannot be seen: code and words. */
const presentWhy = ({ http, language }: Speech, expected: Expected) => {
  const { voids, unseen } = http.texts[language].handover;
  if (expected.state === 'void') return { why: expected.why, whyText: voids[expected.why] };
  if (expected.state === 'not-observable') return { why: expected.why, whyText: unseen[expected.why] };
  return { why: null, whyText: null };
};

/** One expectation whole. `sees`: which messages may be named. */
export const presentExpected = (
  speech: Speech,
  expected: Expected,
  sees: (message: MessageId) => boolean,
) => {
  const row = rowOf(speech, expected.expectation);
  const { key, trigger, state } = expected;
  const evidence = state === 'met' || state === 'met-late' ? expected.evidence : undefined;
  const names = (id: MessageId | undefined) => (id !== undefined && sees(id) ? id : null);
  return {
    key,
    ...presentRow(speech, expected.expectation, expected.case),
    act: row?.texts[speech.language].act ?? null,
    severity: expected.severity,
    state,
    stateText: speech.http.texts[speech.language].handover.expected[state],
    ...presentWhy(speech, expected),
    round: expected.round,
    trigger: { on: trigger.on, at: trigger.at, message: names(trigger.message) },
    owes: presentOwing(speech, expected.owes),
    clockAt: expected.clockAt ?? null,
    warnAt: expected.warnAt ?? null,
    dueAt: expected.dueAt ?? null,
    escalateAt: expected.escalateAt ?? null,
    wasLate: expected.wasLate,
    escalated: expected.escalated,
    evidence:
      evidence === undefined
        ? null
        : {
            by: evidence.by,
            at: evidence.at,
            receivedAt: evidence.received,
            id: evidence.by === 'message' ? names(evidence.id as MessageId) : evidence.id,
            confidence: evidence.confidence,
          },
    deliveredLate: (state === 'met' || state === 'met-late') && expected.deliveredLate,
    endedAt: state === 'void' ? expected.at : null,
    sources: row?.sources ?? [],
  };
};

/** The acts that the caller may report of a handover, for each of its enterprises. */
const presentReporting = (speech: Speech, handover: Handover, actsFor: KnownCall['actsFor']) => {
  const { services } = speech.http;
  return reportersIn(services, handover, actsFor).map(({ enterprise, kinds }) => ({
    by: presentParty(speech, enterprise),
    acts: kinds.map((kind) => ({
      kind,
      name: services.handoverRules.catalogue.acts[kind][speech.language],
    })),
  }));
};

/** A handover whole, but for its line of time. */
export const presentHandover = (
  speech: Speech,
  { handover, now, isParty, seen, follows, followedBy, sameStay }: ReadHandover,
  actsFor: KnownCall['actsFor'],
) => {
  const sees = (message: MessageId) => seen.has(message);
  // Who only owes something in it is told of that, not of what others' messages lack.
  const completeness = isParty ? handover.completeness : [];
  return {
    ...presentSummary(speech, { ...handover, completeness }, handover.expected.map(listed), now),
    asOf: now,
    expected: handover.expected.map((one) => presentExpected(speech, one, sees)),
    completeness: completeness.map(({ function: messageType, message, missing, explained, noted }) => ({
      messageType,
      message: sees(message) ? message : null,
      missing,
      explained,
      noted,
    })),
    relations: { follows: follows ?? null, followedBy, sameStay, readmission: handover.readmission },
    mayReport: presentReporting(speech, handover, actsFor),
  };
};
