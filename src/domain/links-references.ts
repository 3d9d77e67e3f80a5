import { msgIdKey } from './ids.ts';
import { isPartyTo, type Link, type LinkFacts } from './links-facts.ts';
import { type Names, referred } from './links-names.ts';

/** The links of RefToParent and RefToConversation (HITS 1218:2019). */

interface Reference extends Link {
  readonly relation: 'parent' | 'conversation';
  readonly message: LinkFacts;
  readonly target: LinkFacts;
  readonly isProper: boolean;
}

const firstLinks = (names: Names, message: LinkFacts): readonly Reference[] => {
  const { conversation } = message;
  if (conversation === undefined) return [];
  const link = (relation: 'parent' | 'conversation', id: string): readonly Reference[] => {
    const found = referred(names, message, id);
    if (found === undefined) return [];
    const { message: target, confidence, isProper } = found;
    return [{ from: message.id, to: target.id, relation, confidence, message, target, isProper }];
  };
  return [
    ...link('parent', conversation.refToParent),
    ...link('conversation', conversation.refToConversation),
  ];
};

/**
 * The parent and conversation links among messages. Whoever has been let into a conversation may refer to messages that
 * it was not a party to: the hospital that a referral was passed on to names the first referral, and may answer the
 * first referrer. Such links are certain when a certain one leads there; a stranger's own word never is.
 */
export const referenceLinks = (names: Names, messages: readonly LinkFacts[]): readonly Link[] => {
  const references = messages.flatMap((message) => firstLinks(names, message));
  const byMessage = new Map<string, Reference[]>();
  for (const one of references) byMessage.set(one.from, [...(byMessage.get(one.from) ?? []), one]);
  const certain = new Set(references.filter(({ confidence }) => confidence === 'certain'));
  const certainOf = (id: string) => (byMessage.get(id) ?? []).filter((one) => certain.has(one));

  /** The parent's own conversation reaches one of the receivers, and its sender knew the parent. */
  const reachesOn = ({ message, target }: Reference): boolean =>
    isPartyTo(target, message.sender) &&
    certainOf(target.id).some((further) =>
      message.receivers.some((receiver) => isPartyTo(further.target, receiver)),
    );
  /** The parent is certain, and is or leads to the conversation's first message. */
  const isLedTo = ({ from, target }: Reference): boolean =>
    certainOf(from).some(
      ({ relation, to }) =>
        relation === 'parent' &&
        (to === target.id ||
          certainOf(to).some((one) => one.relation === 'conversation' && one.to === target.id)),
    );

  // Each round makes some more links certain or ends it, whatever circles the references make.
  for (;;) {
    const more = references.filter(
      (one) =>
        one.isProper && !certain.has(one) && (one.relation === 'parent' ? reachesOn(one) : isLedTo(one)),
    );
    if (more.length === 0) break;
    for (const one of more) certain.add(one);
  }
  return references.map((one): Link => {
    const { from, to, relation, confidence } = one;
    return { from, to, relation, confidence: certain.has(one) ? 'certain' : confidence };
  });
};

/** True when both belong to the conversation that starts with a message of this id. */
export const isInConversation = ({ msgId, conversation }: LinkFacts, first: string): boolean =>
  [msgId, conversation?.refToConversation].some((id) => id !== undefined && msgIdKey(id) === msgIdKey(first));
