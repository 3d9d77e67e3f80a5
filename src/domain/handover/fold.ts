import { addHours } from '../calendar.ts';
import type { MessageId, Pseudonym } from '../ids.ts';
import { completenessOf } from './completeness.ts';
import { type Expected, isPending } from './expected.ts';
import type { HandoverAct, HandoverMessage } from './facts.ts';
import { dutiesFor, dutiesOf, type Ground, type HandoverRules, inForce } from './ground.ts';
import type { Handover, Handovers, MessageExpected, Parked } from './handover.ts';
import { deathsTold, municipalitiesIn } from './happenings.ts';
import { expectedInStay, expectedOfMessage } from './judge.ts';
import { membersOf, ownersIn, type PeopledStay, supersededAt } from './members.ts';
import { related } from './relations.ts';
import { compare, type Standing, standingOf, uncancelled } from './standing.ts';
import { hospitalsOf, type Stay, staysOf, type Waiting } from './stays.ts';
import { handoverMoves } from './table.ts';

/** A stay with what is expected in it. */
interface Judged {
  readonly stay: PeopledStay;
  readonly expected: readonly Expected[];
}

/** All stays of a patient as some standing of the messages makes them. */
interface World {
  readonly judged: readonly Judged[];
  readonly waiting: readonly Waiting[];
  readonly deaths: readonly number[];
  readonly readmissions: readonly number[];
}

const ascending = (instants: readonly number[]): readonly number[] => [...instants].sort((a, b) => a - b);

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

const worldOf = (
  standing: Standing,
  acts: readonly HandoverAct[],
  rules: HandoverRules,
  now: Date,
): World => {
  const found = municipalitiesIn(standing).map((municipality) => staysOf(standing, acts, municipality, now));
  const all = found.flatMap(({ stays }) => stays);
  const peopled = found.flatMap(({ stays }) => {
    const owners = ownersIn(stays);
    return stays.map((stay, at): PeopledStay => {
      const until = stays[at + 1]?.admission.order ?? Number.POSITIVE_INFINITY;
      const again = supersededAt(stay, all);
      return {
        ...stay,
        members: membersOf(standing, stay, until, owners),
        ...(again !== undefined && { supersededAt: again }),
      };
    });
  });
  const deaths = ascending([...new Set(all.map(({ death }) => death?.order).filter(isDefined))]);
  const readmissions = ascending([...new Set(peopled.map((stay) => stay.supersededAt).filter(isDefined))]);
  const duties = dutiesOf(rules.catalogue, 'handover');
  const judged = peopled.map((stay) => {
    const own = acts.filter(
      ({ about, municipality }) =>
        stay.own.has(about) && (municipality ?? stay.municipality) === stay.municipality,
    );
    const again = stay.supersededAt === undefined ? [] : [stay.supersededAt];
    const ground: Ground = { rules, duties, standing, stay, acts: own, deaths, readmissions: again, now };
    return { stay, expected: expectedInStay(ground, stay) };
  });
  const waiting = found.flatMap((each) => each.waiting);
  // Outside a stay a death counts from when it was, whatever the stay's own order makes of it.
  const told = ascending([...new Set([...deaths, ...deathsTold(standing, acts)])]);
  return { judged, waiting, deaths: told, readmissions };
};

/** The message that came first: ids tell when they came. A stay has messages of its own, the one that began it at least. */
const firstOf = (ids: readonly MessageId[]): MessageId =>
  ids.reduce((first, id) => (compare(id, first) < 0 ? id : first));

/**
 * What cancellations took away: everything that was expected had they not come, and is not expected now. Void is not
 * deleted.
 */
const cancelledIn = (
  standing: Standing,
  real: readonly Expected[],
  { stay, expected }: Judged,
): readonly Expected[] => {
  const here = new Set(real.map(({ key }) => key));
  const times = [...stay.own.keys()].flatMap((id) => standing.cancelledAt.get(id)?.getTime() ?? []);
  if (times.length === 0) return [];
  return expected.flatMap((one): readonly Expected[] => {
    const { message } = one.trigger;
    const own = message === undefined ? undefined : standing.cancelledAt.get(message);
    if (own === undefined && here.has(one.key)) return [];
    const { key, expectation, severity, round, trigger, owes, clockAt, warnAt, dueAt, escalateAt } = one;
    return [
      {
        state: 'void',
        why: 'C',
        at: own ?? new Date(Math.min(...times)),
        // Its own for good: what is expected now may have the same key.
        key: `${key}!${message ?? trigger.act}`,
        expectation,
        ...(one.case !== undefined && { case: one.case }),
        severity,
        round,
        trigger,
        owes,
        ...(clockAt && { clockAt }),
        ...(warnAt && { warnAt }),
        ...(dueAt && { dueAt }),
        ...(escalateAt && { escalateAt }),
        wasLate: false,
        escalated: false,
      },
    ];
  });
};

/** True when nothing with a deadline is left to come, and nothing that should have come in time was given up. */
const isSettled = (expected: readonly Expected[]): boolean =>
  !expected.some((one) => (isPending(one) ? one.dueAt !== undefined : one.state === 'void' && one.wasLate));

const stateOf = ({ state }: Stay, expected: readonly Expected[]): Handover['state'] => {
  const move = handoverMoves.settled[state];
  return isSettled(expected) && 'to' in move ? move.to : state;
};

const handoverOf = (
  patient: Pseudonym,
  standing: Standing,
  { stay, expected }: Judged,
  anchor: MessageId,
  state: Handover['state'],
): Handover => {
  const ready = stay.ready.get(stay.round);
  return {
    id: `${anchor}.${stay.municipality}`,
    anchor,
    stay: anchor,
    patient,
    municipality: stay.municipality,
    hospitals: [...hospitalsOf(stay)].reverse(),
    state,
    inferred: stay.inferred,
    admittedAt: stay.admission.clock,
    ...(ready && { readyAt: ready.clock }),
    ...(stay.discharge && { dischargedAt: stay.discharge.clock }),
    ...(stay.death && { diedAt: stay.death.clock }),
    round: stay.round,
    overdue: stay.overdue,
    ...(stay.answerBy !== undefined && { answerBy: new Date(stay.answerBy) }),
    late: expected.some(({ wasLate }) => wasLate),
    historic: [...stay.own.keys()].every((id) => standing.byId.get(id)?.historic),
    readmission: false,
    ...(stay.supersededAt !== undefined && { supersededAt: new Date(stay.supersededAt) }),
    steps: stay.steps.map(({ order: _order, clock: _clock, cause: _cause, ward: _ward, ...step }) => step),
    messages: stay.members.map(({ message, confidence }) => ({ id: message.id, confidence })),
    expected,
    completeness: completenessOf(standing, stay),
  };
};

/** Of the stays as they are, the one that a stay without cancellations became: where its first message is now. */
const homeOf = ({ own, municipality }: Stay, live: readonly Judged[]): Judged | undefined => {
  const there = live.filter(({ stay }) => stay.municipality === municipality);
  for (const id of own.keys()) {
    const home = there.find(({ stay }) => stay.own.has(id));
    if (home !== undefined) return home;
  }
  return undefined;
};

const onceByKey = (expected: readonly Expected[]): readonly Expected[] => {
  const keys = new Set<string>();
  return expected.filter(({ key }) => !keys.has(key) && keys.add(key));
};

/** Acts about a cancelled message, as if they were about another of the same stay that has not been. */
const redirected = (
  acts: readonly HandoverAct[],
  { cancelledAt }: Standing,
  { judged }: World,
): readonly HandoverAct[] =>
  acts.map((act) => {
    const others = judged
      .filter(({ stay }) => cancelledAt.has(act.about) && stay.own.has(act.about))
      .flatMap(({ stay }) => [...stay.own.keys()].filter((id) => !cancelledAt.has(id)));
    const [about] = others.sort(compare);
    return about === undefined ? act : { ...act, about };
  });

const ofPatient = (
  patient: Pseudonym,
  standing: Standing,
  acts: readonly HandoverAct[],
  rules: HandoverRules,
  now: Date,
): { readonly handovers: readonly Handover[]; readonly world: World } => {
  const before =
    standing.cancelledAt.size === 0 ? undefined : worldOf(uncancelled(standing), acts, rules, now);
  const world = worldOf(
    standing,
    before === undefined ? acts : redirected(acts, standing, before),
    rules,
    now,
  );
  const lost = before?.judged ?? [];
  const isOwned = (id: MessageId, { municipality }: Stay): boolean =>
    world.judged.some(({ stay }) => stay.municipality === municipality && stay.own.has(id));
  const live = world.judged.map((judged) => {
    const gone = lost.filter(({ stay }) => homeOf(stay, world.judged) === judged);
    // What several stays that became this one had lost alike is told once.
    const expected = onceByKey([
      ...judged.expected,
      ...gone.flatMap((each) => cancelledIn(standing, judged.expected, each)),
    ]);
    const own = [...judged.stay.own.keys()];
    // Those that are no other handover's own by now: no two have one anchor.
    const former = gone.flatMap(({ stay }) => [...stay.own.keys()].filter((id) => !isOwned(id, stay)));
    const handover = handoverOf(
      patient,
      standing,
      { stay: judged.stay, expected },
      firstOf([...own, ...former]),
      stateOf(judged.stay, expected),
    );
    return { handover, stay: judged.stay };
  });
  const dead = lost
    .filter(({ stay }) => homeOf(stay, world.judged) === undefined)
    .map((judged) => {
      const expected = cancelledIn(standing, [], judged);
      const stay = { ...judged.stay, overdue: [], members: [] };
      const { answerBy: _answerBy, ...rest } = stay;
      const only = { stay: rest, expected };
      return {
        handover: handoverOf(patient, standing, only, firstOf([...stay.own.keys()]), 'cancelled'),
        stay,
      };
    });
  return { handovers: related([...live, ...dead], rules), world };
};

const byTime = (a: Handover, b: Handover): number =>
  compare(a.patient, b.patient) ||
  a.municipality - b.municipality ||
  a.admittedAt.getTime() - b.admittedAt.getTime() ||
  compare(a.id, b.id);

const onceEach = (acts: readonly HandoverAct[]): readonly HandoverAct[] =>
  [...new Map(acts.map((act) => [act.id, act])).values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || compare(a.id, b.id),
  );

const parkedIn = ({ waiting }: World, { catalogue }: HandoverRules): readonly Parked[] =>
  waiting.map(({ message: { id, receivedAt }, municipality }) => {
    const hours = inForce(catalogue.settings, receivedAt)?.parkedHours ?? 0;
    return { message: id, municipality, since: receivedAt, alertAt: addHours(receivedAt, hours) };
  });

/**
 * The handovers that messages and acts tell of, as of `now`. A function of the set: the order in which they come or are
 * given plays no part, and one given twice counts once. Give all messages of each patient, receipts left out; messages
 * without a patient have receipts and answers only.
 */
export const foldHandovers = (
  messages: readonly HandoverMessage[],
  acts: readonly HandoverAct[],
  rules: HandoverRules,
  now: Date,
): Handovers => {
  const reported = onceEach(acts);
  const ofMessage = dutiesOf(rules.catalogue, 'message');
  const byType = new Map(
    [...new Set(messages.map(({ type }) => type))].map((type) => [type, dutiesFor(ofMessage, type)]),
  );
  const groups = [...Map.groupBy(messages, ({ patient }) => patient ?? '')].sort(([a], [b]) => compare(a, b));
  const folded = groups.map(([patient, given]) => {
    const standing = standingOf(given);
    const { handovers, world } =
      patient === ''
        ? { handovers: [], world: { judged: [], waiting: [], deaths: [], readmissions: [] } }
        : ofPatient(patient as Pseudonym, standing, reported, rules, now);
    const { deaths, readmissions } = world;
    const ofMessages = standing.messages.flatMap((message): readonly MessageExpected[] => {
      const own = reported.filter(({ about }) => about === message.id);
      const duties = byType.get(message.type) ?? [];
      const ground: Ground = { rules, duties, standing, acts: own, deaths, readmissions, now };
      const expected = expectedOfMessage(ground, message);
      const { id, historic } = message;
      return expected.length === 0
        ? []
        : [{ message: id, ...(patient !== '' && { patient: patient as Pseudonym }), historic, expected }];
    });
    return { handovers, ofMessages, parked: parkedIn(world, rules) };
  });
  return {
    handovers: folded.flatMap(({ handovers }) => handovers).sort(byTime),
    ofMessages: folded.flatMap(({ ofMessages }) => ofMessages).sort((a, b) => compare(a.message, b.message)),
    parked: folded.flatMap(({ parked }) => parked).sort((a, b) => compare(a.message, b.message)),
  };
};
