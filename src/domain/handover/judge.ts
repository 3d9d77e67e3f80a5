import { osloDate, usualWorkingDays } from '../calendar.ts';
import { type Due, deadlineOf, validOn } from '../deadline.ts';
import { covers } from '../directory.ts';
import { caseKey } from '../expectation.ts';
import type { MessageId } from '../ids.ts';
import { causesIn, causesOf } from './causes.ts';
import {
  type Evidence,
  type Expected,
  type Fate,
  soonest,
  type Unseen,
  type VoidReason,
} from './expected.ts';
import type { HandoverMessage } from './facts.ts';
import { isFollowedUp } from './flags.ts';
import { fulfilmentOf } from './fulfil.ts';
import { type Cause, type Duty, type Ground, inForce } from './ground.ts';
import type { PeopledStay } from './members.ts';
import { type Owing, owingIn, sharesRecord } from './parties.ts';

/** What has become of what should come: judged from times alone, so that judging again gives the same. */

interface Void {
  readonly why: VoidReason;
  readonly at: number;
}

interface Clocked {
  readonly cause: Cause;
  readonly clock?: Date;
  readonly due: Due;
  readonly evidence?: Evidence;
}

/** When the clock starts; undefined while what starts it has not happened. */
const clockOf = ({ each }: Duty, cause: Cause, { stay, acts }: Ground): Date | undefined => {
  const { clock } = each;
  switch (clock.from) {
    case 'trigger':
      return cause[clock.time];
    case 'act': {
      const end = stay?.withdrawals[cause.round - 1] ?? Number.POSITIVE_INFINITY;
      const start = stay?.withdrawals[cause.round - 2] ?? Number.NEGATIVE_INFINITY;
      return acts.find(({ kind, at }) => kind === clock.act && at.getTime() > start && at.getTime() <= end)
        ?.at;
    }
    case 'stay':
      if (clock.moment === 'ready') return stay?.ready.get(cause.round)?.clock;
      return (clock.moment === 'admission' ? stay?.admission : stay?.discharge)?.clock;
  }
};

/** What a deadline comes to, by what holds on the day that the clock starts. */
const dueOf = ({ each }: Duty, clock: Date | undefined, { rules }: Ground): Due => {
  const dated = clock && inForce(each.deadlines, clock);
  if (clock === undefined || dated === undefined) return {};
  const calendar = inForce(rules.catalogue.settings, clock)?.workingDays ?? usualWorkingDays;
  return deadlineOf(dated.deadline, clock, calendar);
};

const clocked = (duty: Duty, cause: Cause, ground: Ground, clock = clockOf(duty, cause, ground)): Clocked => {
  const due = dueOf(duty, clock, ground);
  const evidence = fulfilmentOf(duty, cause, clock, due, ground);
  return { cause, due, ...(clock && { clock }), ...(evidence && { evidence }) };
};

const firstFrom = (instants: readonly number[], from: number): number | undefined =>
  instants.find((each) => each >= from);

/** Everything that ends a case without its being met, the earliest first. */
const voidsOf = (
  { row }: Duty,
  { cause, due }: Clocked,
  ground: Ground,
  replacedAt: number | undefined,
): readonly Void[] => {
  const { stay, standing, deaths, readmissions } = ground;
  const { changes } = row;
  const voids: Void[] = [];
  const add = (why: VoidReason, at: number | undefined): void => {
    if (at !== undefined) voids.push({ why, at });
  };
  const cancelled = cause.message && standing.cancelledAt.get(cause.message.id);
  if (changes.includes('C') && cancelled !== undefined) return [{ why: 'C', at: cancelled.getTime() }];
  if (changes.includes('D')) add('D', firstFrom(deaths, cause.order));
  if (changes.includes('W')) add('W', firstFrom([stay?.withdrawals[cause.round - 1] ?? -1], cause.order));
  if (changes.includes('R')) add('R', firstFrom(readmissions, cause.order));
  const end = stay?.discharge?.order;
  if (row.endsWithStay && stay !== undefined && end !== undefined && end >= cause.order) {
    const isBefore = due.dueAt === undefined || end < due.dueAt.getTime();
    if (isBefore && !isFollowedUp(stay, end)) add('stay-ended', end);
  }
  if (replacedAt !== undefined && replacedAt >= cause.order) add('replaced', replacedAt);
  return voids.sort((a, b) => a.at - b.at);
};

/** Why nobody can tell whether it was done; undefined when somebody can. */
const unseen = (
  duty: Duty,
  owing: Owing,
  { cause, clock, due }: Clocked,
  ground: Ground,
): Unseen | undefined => {
  const { row, each } = duty;
  if (row.observable.by === 'none') return 'nothing-tells';
  const hasMessages = each.fulfilments.some(({ by }) => by === 'message');
  if (hasMessages && sharesRecord(duty, owing, cause, clock ?? cause.occurred, due.dueAt, ground))
    return 'shared-record';
  const kinds = each.fulfilments.flatMap((one) => (one.by === 'act' ? [one.act] : []));
  const isByActs = each.fulfilments.every(({ by }) => by === 'act');
  const waitsFor = each.clock.from === 'act' && clock === undefined ? [each.clock.act] : [];
  const needed = isByActs ? kinds : waitsFor;
  if (needed.length === 0) return undefined;
  const { enterprise, herId } = owing.owes;
  const by = enterprise ?? herId;
  const reported = by === undefined ? undefined : ground.rules.reports.get(by);
  return needed.some((kind) => reported?.has(kind)) ? undefined : 'no-acts-reported';
};

const isSwitchedOff = ({ row }: Duty, { owes }: Owing, at: Date, { rules }: Ground): boolean =>
  rules.switchedOff.some(
    (off) =>
      off.expectation === row.id &&
      covers(off, osloDate(at)) &&
      (off.enterprise === undefined || off.enterprise === (owes.enterprise ?? owes.herId)),
  );

const severityAt = ({ severity, weighed }: Duty['row'], at: Date): Duty['row']['severity'] =>
  (weighed && validOn(weighed, osloDate(at)))?.severity ?? severity;

const fateOf = (
  { due, evidence }: Clocked,
  voids: readonly Void[],
  hidden: Unseen | undefined,
  now: Date,
): Fate => {
  const [first] = voids;
  const { dueAt, warnAt } = due;
  const gone: Fate | undefined = first && { state: 'void', why: first.why, at: new Date(first.at) };
  if (gone !== undefined && (first?.why === 'C' || first?.why === 'switched-off')) return gone;
  if (evidence !== undefined && (first === undefined || evidence.at.getTime() <= first.at)) {
    const isLate = dueAt !== undefined && evidence.at > dueAt;
    const deliveredLate = !isLate && dueAt !== undefined && evidence.received > dueAt;
    return { state: isLate ? 'met-late' : 'met', evidence, deliveredLate };
  }
  if (gone !== undefined) return gone;
  if (hidden !== undefined) return { state: 'not-observable', why: hidden };
  if (dueAt !== undefined && now > dueAt) return { state: 'late' };
  return { state: warnAt !== undefined && now >= warnAt ? 'due-soon' : 'open' };
};

/**
 * The instant at which a case was settled, as far as lateness goes: now while it is not. What nobody could see, was sent
 * by mistake or was never asked for was never late.
 */
const lastOpen = (fate: Fate, hidden: Unseen | undefined, now: Date): Date | undefined => {
  switch (fate.state) {
    case 'met':
    case 'met-late':
      return fate.evidence.at;
    case 'void':
      return hidden !== undefined || fate.why === 'C' || fate.why === 'switched-off' ? undefined : fate.at;
    case 'not-observable':
      return undefined;
    default:
      return now;
  }
};

const expectedOf = (
  duty: Duty,
  key: string,
  first: Cause,
  found: Clocked,
  ground: Ground,
  replacedAt: number | undefined,
): readonly Expected[] => {
  const { row, each } = duty;
  const { cause, clock, due } = found;
  const owing = owingIn(duty, cause, due.dueAt, ground);
  if (owing === undefined) return [];
  const off: readonly Void[] = isSwitchedOff(duty, owing, clock ?? cause.occurred, ground)
    ? [{ why: 'switched-off', at: first.order }]
    : [];
  const voids = off.length > 0 ? off : voidsOf(duty, found, ground, replacedAt);
  const hidden = unseen(duty, owing, found, ground);
  const fate = fateOf(found, voids, hidden, ground.now);
  const until = lastOpen(fate, hidden, ground.now);
  const { dueAt, warnAt, escalateAt } = due;
  const { message, act } = cause;
  return [
    {
      ...fate,
      key,
      expectation: row.id,
      ...(each.name !== undefined && { case: each.name }),
      severity: severityAt(row, clock ?? cause.occurred),
      round: cause.round,
      trigger: {
        on: cause.on,
        at: cause.occurred,
        ...(message && { message: message.id }),
        ...(act && { act: act.id }),
      },
      owes: owing.owes,
      ...(clock && { clockAt: clock }),
      ...(warnAt && { warnAt }),
      ...(dueAt && { dueAt }),
      ...(escalateAt && { escalateAt }),
      wasLate: dueAt !== undefined && until !== undefined && until > dueAt,
      escalated: escalateAt !== undefined && until !== undefined && until > escalateAt,
    },
  ];
};

const idOf = ({ message, act }: Cause): MessageId | string => act?.id ?? message?.id ?? '';

/** While a case is open the newest trigger sets its clock; once it is late or met, it stays so. */
const latest = (
  duty: Duty,
  causes: readonly Cause[],
  ground: Ground,
  replacedAt: number | undefined,
): Clocked | undefined =>
  causes.reduce<Clocked | undefined>((current, cause) => {
    const next = () => clocked(duty, cause, ground);
    if (current === undefined) return next();
    const { due, evidence } = current;
    const isOver =
      (evidence !== undefined && evidence.at.getTime() <= cause.order) ||
      (due.dueAt !== undefined && due.dueAt.getTime() < cause.order) ||
      voidsOf(duty, current, ground, replacedAt).some(({ at }) => at <= cause.order);
    return isOver ? current : next();
  }, undefined);

/** What one case of a stay has come to: once a round, or for each trigger. */
const inStay = (
  duty: Duty,
  ground: Ground,
  stay: PeopledStay,
  replaced: ReadonlyMap<string, number>,
): readonly Expected[] => {
  const { row, each } = duty;
  const rounds = Map.groupBy(causesIn(duty, ground, stay), ({ round }) => round);
  return [...rounds].flatMap(([round, causes]): readonly Expected[] => {
    const replacedAt = replaced.get(`${row.id}@${round}`);
    const key = `${caseKey(row, each)}@${round}`;
    const judge = (first: Cause, found: Clocked, own: string) =>
      expectedOf(duty, own, first, found, ground, replacedAt);
    if (each.count === 'each') {
      return causes.flatMap((cause) => judge(cause, clocked(duty, cause, ground), `${key}#${idOf(cause)}`));
    }
    const [first] = causes;
    if (first === undefined) return [];
    if (each.count === 'latest') {
      const found = latest(duty, causes, ground, replacedAt);
      return found === undefined ? [] : judge(first, found, key);
    }
    // What tells of the same thing later sets no clock back.
    const clocks = causes.flatMap((cause) => clockOf(duty, cause, ground)?.getTime() ?? []);
    return judge(first, clocked(duty, first, ground, soonest(clocks)), key);
  });
};

/** Everything expected in a stay, in the catalogue's order. */
export const expectedInStay = (ground: Ground, stay: PeopledStay): readonly Expected[] => {
  const { duties } = ground;
  const replaced = new Map<string, number>();
  for (const duty of duties) {
    const { replaces } = duty.row;
    if (replaces === undefined) continue;
    for (const { round, order } of causesIn(duty, ground, stay)) {
      const key = `${replaces}@${round}`;
      replaced.set(key, Math.min(order, replaced.get(key) ?? order));
    }
  }
  return duties.flatMap((duty) => inStay(duty, ground, stay, replaced));
};

/** Everything expected of a message by itself: receipts, answers and what follows a rejection. */
export const expectedOfMessage = (ground: Ground, message: HandoverMessage): readonly Expected[] =>
  ground.duties.flatMap((duty) =>
    causesOf(duty, ground, message).flatMap((cause) => {
      const to = cause.receiver === undefined ? '' : `#${cause.receiver.herId}`;
      const key = `${caseKey(duty.row, duty.each)}${to}`;
      return expectedOf(duty, key, cause, clocked(duty, cause, ground), ground, undefined);
    }),
  );
