import { type MessageId, msgIdKey } from './ids.ts';
import { versionGuessDays } from './link-table.ts';
import { type Link, type LinkFacts, sameSource, sameWay } from './links-facts.ts';
import { isInConversation } from './links-references.ts';
import { inSequence } from './links-sequence.ts';

/**
 * Which messages are versions of one another, and what each change (M) and cancellation (C) does to the earlier ones
 * (HISD 1154:2018): epikrise and henvisning keep a document id; PLO and henvisning 2.0 refer to the version before.
 * Only messages of one function from one enterprise are versions: never a whole conversation, never a stranger's.
 */

/** Sets of messages that grow together. */
const createGroups = () => {
  const above = new Map<MessageId, MessageId>();
  const top = (id: MessageId): MessageId => {
    let at = id;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    // The next to ask need not climb again: else hundreds of versions take time by the cube of their number.
    if (at !== id) above.set(id, at);
    return at;
  };
  return {
    join(a: MessageId, b: MessageId): void {
      const [one, other] = [top(a), top(b)];
      if (one !== other) above.set(one, other);
    },
    top,
  };
};

/** Versions found, as pairs that belong together. */
interface Pair {
  readonly a: LinkFacts;
  readonly b: LinkFacts;
  readonly isCertain: boolean;
}

const isChange = ({ status }: LinkFacts): boolean => status !== 'N';

/** Messages with one document id. */
const byDocument = (messages: readonly LinkFacts[]): readonly Pair[] =>
  messages.flatMap((a, at) =>
    messages
      .slice(at + 1)
      .filter((b) => sameDocument(a, b))
      .map((b) => ({ a, b, isCertain: a.sender.herId === b.sender.herId })),
  );

/** A change and the version before it, by reference; else the only new message like it in its conversation. */
const byReference = (
  messages: readonly LinkFacts[],
  byId: ReadonlyMap<MessageId, LinkFacts>,
  parents: ReadonlyMap<MessageId, Link>,
): readonly Pair[] =>
  messages.filter(isChange).flatMap((change): readonly Pair[] => {
    const link = parents.get(change.id);
    const parent = link && byId.get(link.to);
    if (link !== undefined && parent !== undefined) {
      const isCertain = link.confidence === 'certain' && change.sender.herId === parent.sender.herId;
      return [{ a: parent, b: change, isCertain }];
    }
    const first = change.conversation?.refToConversation;
    if (first === undefined) return [];
    const [only, ...more] = messages.filter(
      (one) => one.status === 'N' && sameSource(one, change) && isInConversation(one, first),
    );
    return only === undefined || more.length > 0 || !sameWay(change, only)
      ? []
      : [{ a: only, b: change, isCertain: false }];
  });

const day = 86_400_000;

/** A change that names nothing: the last message like it, of the same patient and to the same receiver. */
const guessed = (change: LinkFacts, earlier: readonly LinkFacts[]): readonly Link[] => {
  if (change.conversation !== undefined || change.documentId !== undefined) return [];
  const target = earlier.findLast(
    (one) =>
      one.status !== 'C' &&
      one.patient !== undefined &&
      one.patient === change.patient &&
      sameSource(one, change) &&
      sameWay(change, one) &&
      one.sentAt <= change.sentAt &&
      change.sentAt.getTime() - one.sentAt.getTime() <= versionGuessDays * day,
  );
  if (target === undefined) return [];
  return [{ from: change.id, to: target.id, relation: relationOf(change), confidence: 'possible' }];
};

const relationOf = ({ status }: LinkFacts): 'replaces' | 'cancels' =>
  status === 'C' ? 'cancels' : 'replaces';

/** True for messages that have the same document id, whatever became of them. */
export const sameDocument = (a: LinkFacts, b: LinkFacts): boolean =>
  a.documentId !== undefined &&
  b.documentId !== undefined &&
  msgIdKey(a.documentId) === msgIdKey(b.documentId) &&
  sameSource(a, b);

/**
 * Links from each change and cancellation to every earlier version that it covers; `references`: the parent and
 * conversation links among the messages. Rejected messages cover nothing and are not covered. Only versions tell which
 * of them is the earlier: what others say of them, or they of others, moves none.
 */
export const versionLinks = (
  messages: readonly LinkFacts[],
  references: readonly Link[],
): readonly Link[] => {
  const byId = new Map(messages.filter(({ stands }) => stands).map((message) => [message.id, message]));
  const between = references.filter(({ from, to }) => {
    const [one, other] = [byId.get(from), byId.get(to)];
    return one !== undefined && other !== undefined && sameSource(one, other);
  });
  const standing = inSequence([...byId.values()], between);
  const parents = new Map(
    between.filter(({ relation }) => relation === 'parent').map((link) => [link.from, link]),
  );
  const [all, sure] = [createGroups(), createGroups()];
  for (const { a, b, isCertain } of [...byDocument(standing), ...byReference(standing, byId, parents)]) {
    all.join(a.id, b.id);
    if (isCertain) sure.join(a.id, b.id);
  }
  return standing.flatMap((change, at): readonly Link[] => {
    if (!isChange(change)) return [];
    const before = standing.slice(0, at);
    const covered = before.filter((one) => one.status !== 'C' && all.top(one.id) === all.top(change.id));
    if (covered.length === 0) return guessed(change, before);
    return covered.map((one) => ({
      from: change.id,
      to: one.id,
      relation: relationOf(change),
      confidence: sure.top(one.id) === sure.top(change.id) ? 'certain' : 'likely',
    }));
  });
};
