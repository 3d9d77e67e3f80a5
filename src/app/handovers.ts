import type { Expected } from '../domain/handover/expected.ts';
import type { HandoverAct, HandoverMessage } from '../domain/handover/facts.ts';
import { foldHandovers } from '../domain/handover/fold.ts';
import type { Handover, Handovers } from '../domain/handover/handover.ts';
import type { HandoverQuery, ListedExpectation, ListedHandover } from '../domain/handover/list-store.ts';
import { type Sight, seesAct, seesExpected, sightOf } from '../domain/handover/sight.ts';
import type { Pathway } from '../domain/handover/store.ts';
import { type TimelineEvent, timelineOf } from '../domain/handover/timeline.ts';
import { type HerId, herId, type MessageId, messageId } from '../domain/ids.ts';
import type { LinkConfidence } from '../domain/links-facts.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { rulesNow } from './follow.ts';
import { type ActsFor, maySee } from './mailbox.ts';
import type { Services } from './services.ts';

/**
 * Handovers as those who take part in them may read them. One alone is folded when somebody asks, so it is never older
 * than its messages; lists are of what was folded last.
 */

type ReadServices = Pick<Services, 'store' | 'clock' | 'handoverRules'>;

/** What a handover's id names: any message of it, and the municipality. */
interface Named {
  readonly message: MessageId;
  readonly municipality: HerId;
}

const namedBy = (id: string): Named | undefined => {
  const [message, municipality, ...more] = id.split('.');
  const [about, at] = [messageId(message ?? ''), herId(municipality ?? '')];
  return about === undefined || at === undefined || more.length > 0
    ? undefined
    : { message: about, municipality: at };
};

interface Folded extends Handovers {
  readonly pathway: Pathway;
  readonly now: Date;
}

/** Everything that hangs together with a message, as of now; undefined when it is not here or has not been processed. */
const foldAround = async (services: ReadServices, message: MessageId): Promise<Folded | undefined> => {
  const subject = await services.store.subjectOf(message);
  if (subject === undefined) return undefined;
  const [pathway, rules] = await Promise.all([services.store.pathway(subject), rulesNow(services)]);
  const now = services.clock.now();
  return { ...foldHandovers(pathway.messages, pathway.acts, rules, now), pathway, now };
};

const surest: readonly LinkConfidence[] = ['certain', 'likely', 'possible'];

/** The handover of an id; where it has become part of another, that one: an id leads to where its message is. */
const findNamed = (handovers: readonly Handover[], id: string, named: Named): Handover | undefined => {
  const there = handovers.filter(({ municipality }) => municipality === named.municipality);
  const holding = (confidence: LinkConfidence) =>
    there.find(({ messages }) =>
      messages.some((one) => one.id === named.message && one.confidence === confidence),
    );
  return (
    there.find((one) => one.id === id) ??
    surest.map(holding).find((one): one is Handover => one !== undefined)
  );
};

const sightIn = (handover: Handover, actsFor: ActsFor): Sight | undefined =>
  sightOf(
    handover,
    handover.expected.map(({ owes }) => owes),
    actsFor,
  );

/** A handover that the caller has a part in, with all that was folded with it. */
export interface FoundHandover {
  readonly handover: Handover;
  readonly sight: Sight;
  readonly folded: Folded;
}

/** Finds a handover by its id. Fault `handover-not-found` for one that is not here, or none of the caller's business. */
export const findHandover = async (
  services: ReadServices,
  id: string,
  actsFor: ActsFor,
): Promise<Result<FoundHandover, Fault>> => {
  const named = namedBy(id);
  const folded = named && (await foldAround(services, named.message));
  const handover = named && folded && findNamed(folded.handovers, id, named);
  const sight = handover && sightIn(handover, actsFor);
  return folded === undefined || handover === undefined || sight === undefined
    ? fail(fault('handover-not-found'))
    : ok({ handover, sight, folded });
};

/** A handover as one caller may read it: what it may not see is left out. */
export interface ReadHandover {
  readonly handover: Handover;
  readonly now: Date;
  readonly isParty: boolean;
  readonly timeline: readonly TimelineEvent[];
  /** Messages of it that the caller sent or got. */
  readonly seen: ReadonlySet<MessageId>;
  /** Of the same patient: the one that this follows, those that follow it, and those of the same stay to others. */
  readonly follows?: string;
  readonly followedBy: readonly string[];
  readonly sameStay: readonly string[];
}

const isMet = (expected: Expected): expected is Extract<Expected, { readonly state: 'met' | 'met-late' }> =>
  expected.state === 'met' || expected.state === 'met-late';

/** Messages that a handover is told by. */
const messagesOf = ({ anchor, messages, steps, expected }: Handover): ReadonlySet<string> =>
  new Set([
    anchor,
    ...messages.map(({ id }) => id),
    ...steps.flatMap(({ message }) => message ?? []),
    ...expected.flatMap(({ trigger }) => trigger.message ?? []),
    ...expected.flatMap((one) => (isMet(one) && one.evidence.by === 'message' ? [one.evidence.id] : [])),
  ]);

/**
 * What is told of messages: those that the caller sent, those that it got with itself as receiver, and of one between
 * others that met something the caller may see, that it passed.
 */
const toldOf = (
  messages: readonly HandoverMessage[],
  expected: readonly Expected[],
  seen: ReadonlySet<MessageId>,
  actsFor: ActsFor,
): readonly HandoverMessage[] => {
  const evidence = new Set(
    expected.flatMap((one) => (isMet(one) && one.evidence.by === 'message' ? [one.evidence.id] : [])),
  );
  return messages.flatMap((message): readonly HandoverMessage[] => {
    if (!seen.has(message.id)) return evidence.has(message.id) ? [{ ...message, receivers: [] }] : [];
    if (actsFor(message.sender.herId)) return [message];
    return [{ ...message, receivers: message.receivers.filter(({ herId: receiver }) => actsFor(receiver)) }];
  });
};

const actsOf = ({ pathway }: Folded, { handover, sight }: FoundHandover, services: ReadServices) => {
  const own = new Set<string>(handover.messages.map(({ id }) => id)).add(handover.anchor);
  const named = new Set<string | undefined>(handover.expected.map(({ trigger }) => trigger.act));
  return pathway.acts.filter(
    (act: HandoverAct) =>
      (own.has(act.about) || named.has(act.id)) &&
      (act.municipality ?? handover.municipality) === handover.municipality &&
      seesAct(sight, services.handoverRules.catalogue, act),
  );
};

/** Reads one handover with its line of time, as of now. Fault `handover-not-found`. */
export const readHandover = async (
  services: ReadServices,
  id: string,
  actsFor: ActsFor,
): Promise<Result<ReadHandover, Fault>> => {
  const found = await findHandover(services, id, actsFor);
  if (!found.ok) return found;
  const { handover, sight, folded } = found.value;
  const { now, pathway, handovers } = folded;
  const ids = messagesOf(handover);
  const messages = pathway.messages.filter((message) => ids.has(message.id));
  const tracked = await services.store.trackAll(messages.map((message) => message.id));
  const seen = new Set(tracked.filter((each) => maySee(each, actsFor)).map(({ message }) => message.id));
  const expected = handover.expected.filter((one) =>
    seesExpected(sight, services.handoverRules.catalogue, one),
  );
  const isParty = sight.sides.length > 0;
  const told = toldOf(messages, expected, seen, actsFor);
  const acts = actsOf(folded, found.value, services);
  const steps = isParty ? handover.steps : [];
  const others = handovers.filter((one) => one !== handover && sightIn(one, actsFor) !== undefined);
  return ok({
    handover: { ...handover, expected, steps, late: expected.some(({ wasLate }) => wasLate) },
    now,
    isParty,
    timeline: timelineOf({ messages: told, acts, steps, expected }, now),
    seen,
    ...(others.some((one) => one.id === handover.follows) && { follows: handover.follows as string }),
    followedBy: others.filter(({ follows }) => follows === handover.id).map((one) => one.id),
    sameStay: others.filter(({ stay }) => stay === handover.stay).map((one) => one.id),
  });
};

/** What a message is part of, and what is expected of it by itself, as far as the caller may know. */
export interface MessageFollowed {
  readonly handovers: readonly string[];
  readonly expected: readonly Expected[];
}

/** Reads what follows from a message that the caller may see: its sender everything, a receiver what it owes itself. */
export const readFollowed = async (
  services: ReadServices,
  { id, sender }: { readonly id: MessageId; readonly sender: HerId },
  actsFor: ActsFor,
): Promise<MessageFollowed> => {
  const folded = await foldAround(services, id);
  const owed = folded?.ofMessages.find(({ message }) => message === id)?.expected ?? [];
  return {
    handovers: (folded?.handovers ?? [])
      .filter((one) => messagesOf(one).has(id) && sightIn(one, actsFor) !== undefined)
      .map((one) => one.id),
    expected: owed.filter(({ owes }) => actsFor(sender) || (owes.herId !== undefined && actsFor(owes.herId))),
  };
};

/** A page of a list: what the caller may see of each handover. */
export interface HandoverPage {
  readonly handovers: readonly ListedHandover[];
  readonly now: Date;
  /** True when there are more after the last. */
  readonly hasMore: boolean;
}

/** Lists the handovers of enterprises, all of which the caller acts for. */
export const listHandovers = async (
  { store, clock, handoverRules }: ReadServices,
  query: HandoverQuery,
): Promise<HandoverPage> => {
  const own = new Set(query.enterprises);
  const found = own.size === 0 ? [] : await store.listHandovers({ ...query, limit: query.limit + 1 });
  const handovers = found.slice(0, query.limit).map((handover): ListedHandover => {
    const sight = sightOf(handover, [], (enterprise) => own.has(enterprise));
    const expected = handover.expected.filter(
      (one: ListedExpectation) => sight !== undefined && seesExpected(sight, handoverRules.catalogue, one),
    );
    return { ...handover, expected };
  });
  return { handovers, now: clock.now(), hasMore: found.length > query.limit };
};
