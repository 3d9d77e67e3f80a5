import { type MessageId, msgIdKey } from './ids.ts';
import { linksAmong } from './links.ts';
import { type Link, type LinkFacts, type LinkRelation, namesOf, sameWay } from './links-facts.ts';
import { reachedFrom } from './links-sequence.ts';
import { sameDocument } from './links-versions.ts';

/**
 * What became of a version. `effective`: new or changed, and in force. `superseded`, `cancelled`: by a later one.
 * `cancellation`: it cancels what is here. `cancellation-first`: what it cancels has not come (yet). `rejected`: it was
 * not taken in, and counts for nothing.
 */
type VersionState =
  | 'effective'
  | 'superseded'
  | 'cancelled'
  | 'cancellation'
  | 'cancellation-first'
  | 'rejected';

/** A message in its thread. */
export interface ThreadEntry {
  readonly message: LinkFacts;
  readonly state: VersionState;
  /** The earlier message that it hangs under; none at the head of a thread. */
  readonly under?: MessageId;
  readonly links: readonly Link[];
  /** References to what is not here. */
  readonly missing: readonly ('parent' | 'conversation' | 'answers')[];
}

/** Which link a message hangs by, the first it has. */
const hangsBy: readonly LinkRelation[] = ['parent', 'answers', 'conversation', 'replaces', 'cancels'];

/**
 * The thread of a message: itself and all that its links and others' reach from it, in order. `isVisible`: what the
 * reader may know of; the rest helps to decide links, but is left out with all that leads to it.
 */
export const threadOf = (
  id: MessageId,
  given: readonly LinkFacts[],
  isVisible: (message: LinkFacts) => boolean = () => true,
): readonly ThreadEntry[] => {
  const { messages, links } = linksAmong(given);
  const seen = messages.filter(isVisible);
  const shown = new Set(seen.map((message) => message.id));
  const kept = links.filter(({ from, to }) => shown.has(from) && shown.has(to));
  const reached = connected(id, seen, kept);
  const thread = seen.filter((message) => reached.has(message.id));
  const byId = new Map(thread.map((message) => [message.id, message]));
  const place = new Map(thread.map((message, at) => [message.id, at]));
  const [bySource, byTarget] = [Map.groupBy(kept, ({ from }) => from), Map.groupBy(kept, ({ to }) => to)];
  return thread.map((message) => {
    const own = bySource.get(message.id) ?? [];
    const to = byTarget.get(message.id) ?? [];
    const under = hangsBy
      .flatMap((relation) => own.filter((link) => link.relation === relation))
      .find((link) => (place.get(link.to) ?? 0) < (place.get(message.id) ?? 0))?.to;
    return {
      message,
      state: stateOf(message, own, to),
      ...(under !== undefined && { under }),
      links: own,
      missing: missingOf(message, own, byId),
    };
  });
};

/** A guess never puts a version out of force. */
const stateOf = (message: LinkFacts, own: readonly Link[], to: readonly Link[]): VersionState => {
  if (!message.stands) return 'rejected';
  const isSure = ({ confidence }: Link) => confidence !== 'possible';
  const isBy = (relation: LinkRelation) => to.some((link) => link.relation === relation && isSure(link));
  if (message.status === 'C') {
    return own.some((link) => link.relation === 'cancels' && isSure(link))
      ? 'cancellation'
      : 'cancellation-first';
  }
  if (isBy('cancels')) return 'cancelled';
  return isBy('replaces') ? 'superseded' : 'effective';
};

/** Every reference counts for itself: of an epikrise's referrals one may be here and another not. */
const missingOf = (
  { conversation, answers }: LinkFacts,
  own: readonly Link[],
  byId: ReadonlyMap<MessageId, LinkFacts>,
): ThreadEntry['missing'] => {
  const named = (relation: LinkRelation): readonly string[] =>
    own
      .filter((link) => link.relation === relation && link.confidence !== 'possible')
      .flatMap((link) => {
        const target = byId.get(link.to);
        return target === undefined ? [] : namesOf(target);
      });
  const wanted = {
    parent: conversation === undefined ? [] : [conversation.refToParent],
    conversation: conversation === undefined ? [] : [conversation.refToConversation],
    answers,
  } as const;
  return (['parent', 'conversation', 'answers'] as const).filter((relation) => {
    const here = named(relation);
    return wanted[relation].some((id) => !here.includes(msgIdKey(id)));
  });
};

/** Ids of all messages that links lead to from one, in either direction, or that belong together without one. */
const connected = (
  start: MessageId,
  messages: readonly LinkFacts[],
  links: readonly Link[],
): ReadonlySet<MessageId> => {
  const beside = new Map<MessageId, MessageId[]>();
  const join = (a: MessageId, b: MessageId): void => {
    beside.set(a, [...(beside.get(a) ?? []), b]);
    beside.set(b, [...(beside.get(b) ?? []), a]);
  };
  for (const { from, to } of links) join(from, to);
  const lostFirst = lostFirsts(messages, links);
  for (const [at, a] of messages.entries()) {
    for (const b of messages.slice(at + 1)) {
      const first = lostFirst.get(a.id);
      const sameLost = first !== undefined && first === lostFirst.get(b.id);
      if (sameDocument(a, b) || (sameLost && (sameWay(a, b) || sameWay(b, a)))) join(a.id, b.id);
    }
  }
  return new Set([start, ...reachedFrom(start, beside)]);
};

/** The first message of each message's conversation, where it is not here. */
const lostFirsts = (
  messages: readonly LinkFacts[],
  links: readonly Link[],
): ReadonlyMap<MessageId, string> => {
  const led = new Set(links.filter(({ relation }) => relation === 'conversation').map(({ from }) => from));
  return new Map(
    messages.flatMap(({ id, conversation }) =>
      conversation === undefined || led.has(id) ? [] : [[id, msgIdKey(conversation.refToConversation)]],
    ),
  );
};
