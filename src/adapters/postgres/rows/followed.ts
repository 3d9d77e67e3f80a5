import type { HandoverRole } from '../../../domain/expectation-vocabulary.ts';
import { type Expected, levelOf } from '../../../domain/handover/expected.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import type { Side } from '../../../domain/handover/sight.ts';
import type { Followed, FollowedHandover, FollowedMessage, Subject } from '../../../domain/handover/store.ts';
import type { HerId } from '../../../domain/ids.ts';
import type {
  ExpectationsTable,
  HandoverPartiesTable,
  HandoversTable,
  ParkedMessagesTable,
} from '../tables-handovers.ts';
import { instant, type Written } from './written.ts';

const orNull = (date: Date | undefined): string | null => (date === undefined ? null : instant(date));

/** Whom an expectation lies between: enterprises. */
interface Between {
  readonly owes: HerId | null;
  readonly waits: HerId | null;
}

const municipal: readonly HandoverRole[] = ['case-office', 'nursing', 'municipal-doctor', 'health-station'];
const ofHospitals: readonly HandoverRole[] = ['hospital', 'dps', 'tsb', 'bup', 'maternity'];

/**
 * Of a handover it is the municipality or the hospital that waits for the other, or within its own side for itself; whose
 * role is known owes by it.
 */
const betweenIn = (
  { municipality, hospitals, inner }: FollowedHandover,
  { owes, key }: Expected,
): Between => {
  const hospital = hospitals.at(-1) ?? null;
  const byRole = municipal.includes(owes.role)
    ? municipality
    : ofHospitals.includes(owes.role)
      ? hospital
      : null;
  const owing = owes.enterprise ?? byRole;
  if (owing === null) return { owes: null, waits: null };
  const side = inner.get(key) ?? (owing === municipality ? 'specialist' : 'primary');
  const waits = side === 'specialist' ? hospital : municipality;
  return { owes: owing, waits: waits === owing ? null : waits };
};

const betweenOf = ({ enterprises }: FollowedMessage, { owes }: Expected): Between => {
  const owing = owes.enterprise ?? null;
  return { owes: owing, waits: enterprises.find((each) => each !== owing) ?? null };
};

type ExpectationRow = Written<Omit<ExpectationsTable, 'alerted'>>;

const expectationRow = (
  subject: Subject,
  holder: string,
  ofMessage: boolean,
  historic: boolean,
  expected: Expected,
  between: Between,
  side?: Side,
): ExpectationRow => {
  const met = expected.state === 'met' || expected.state === 'met-late' ? expected : undefined;
  const gone = expected.state === 'void' ? expected : undefined;
  return {
    holder,
    key: expected.key,
    of_message: ofMessage,
    subject,
    expectation: expected.expectation,
    case: expected.case ?? null,
    severity: expected.severity,
    round: expected.round,
    state: expected.state,
    why: gone?.why ?? (expected.state === 'not-observable' ? expected.why : null),
    ended_at: orNull(met?.evidence.at ?? gone?.at),
    received_at: orNull(met?.evidence.received),
    trigger_at: instant(expected.trigger.at),
    clock_at: orNull(expected.clockAt),
    warn_at: orNull(expected.warnAt),
    due_at: orNull(expected.dueAt),
    escalate_at: orNull(expected.escalateAt),
    was_late: expected.wasLate,
    delivered_late: met?.deliveredLate ?? false,
    level: levelOf(expected) ?? null,
    owes_role: expected.owes.role,
    owes_her_id: expected.owes.herId ?? null,
    owes: between.owes,
    waits: between.waits,
    side: side ?? null,
    historic,
  };
};

const handoverRow = (subject: Subject, handover: Handover): Written<HandoversTable> => ({
  id: handover.id,
  subject,
  anchor: handover.anchor,
  stay: handover.stay,
  municipality: handover.municipality,
  hospitals: [...handover.hospitals],
  state: handover.state,
  inferred: handover.inferred,
  admitted_at: instant(handover.admittedAt),
  ready_at: orNull(handover.readyAt),
  discharged_at: orNull(handover.dischargedAt),
  died_at: orNull(handover.diedAt),
  superseded_at: orNull(handover.supersededAt),
  round: handover.round,
  overdue: handover.overdue,
  late: handover.late,
  historic: handover.historic,
  readmission: handover.readmission,
  follows: handover.follows ?? null,
  messages: handover.messages.map(({ id }) => id),
  completeness: handover.completeness,
});

/** True for what an enterprise is told of: all but what lies within the other side alone, unless it owes it itself. */
const isTold = (enterprise: HerId, handover: FollowedHandover, { key, owes }: Expected): boolean => {
  const side = handover.inner.get(key);
  return (
    side === undefined ||
    owes.enterprise === enterprise ||
    (side === 'primary' ? handover.municipality === enterprise : handover.hospitals.includes(enterprise))
  );
};

const partyRow = (handover: FollowedHandover, enterprise: HerId): Written<HandoverPartiesTable> => {
  const pending = handover.expected.flatMap((expected) => {
    const level = isTold(enterprise, handover, expected) ? levelOf(expected) : undefined;
    return level === undefined ? [] : [{ expected, level, owes: betweenIn(handover, expected).owes }];
  });
  const highest = (levels: readonly number[]): number => Math.max(-1, ...levels);
  const attention = highest(pending.map(({ level }) => level));
  const dueTimes = pending.flatMap(({ expected, level }) =>
    level === attention && expected.dueAt !== undefined ? [expected.dueAt.getTime()] : [],
  );
  return {
    enterprise,
    handover: handover.id,
    attention,
    own: highest(pending.filter(({ owes }) => owes === enterprise).map(({ level }) => level)),
    due_at: dueTimes.length === 0 ? null : instant(new Date(Math.min(...dueTimes))),
    admitted_at: instant(handover.admittedAt),
  };
};

const partyRows = (handover: FollowedHandover): readonly Written<HandoverPartiesTable>[] =>
  [...new Set([handover.municipality, ...handover.hospitals])].map((enterprise) =>
    partyRow(handover, enterprise),
  );

/** The rows that stand for what was folded, by table. */
export interface FollowedRows {
  readonly handovers: readonly Written<HandoversTable>[];
  readonly handover_parties: readonly Written<HandoverPartiesTable>[];
  readonly expectations: readonly ExpectationRow[];
  readonly parked_messages: readonly Written<Omit<ParkedMessagesTable, 'alerted'>>[];
}

/** What was folded of a subject, as rows. */
export const followedRows = (
  subject: Subject,
  { handovers, ofMessages, parked }: Followed,
): FollowedRows => ({
  handovers: handovers.map((handover) => handoverRow(subject, handover)),
  handover_parties: handovers.flatMap(partyRows),
  expectations: [
    ...handovers.flatMap((handover) =>
      handover.expected.map((each) =>
        expectationRow(
          subject,
          handover.id,
          false,
          handover.historic,
          each,
          betweenIn(handover, each),
          handover.inner.get(each.key),
        ),
      ),
    ),
    ...ofMessages.flatMap((of) =>
      of.expected.map((each) =>
        expectationRow(subject, of.message, true, of.historic, each, betweenOf(of, each)),
      ),
    ),
  ],
  parked_messages: parked.map(({ message, municipality, since, alertAt }) => ({
    message_id: message,
    municipality,
    subject,
    since: instant(since),
    alert_at: instant(alertAt),
  })),
});
