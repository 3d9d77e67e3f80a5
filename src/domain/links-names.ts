import { msgIdKey } from './ids.ts';
import { functionLinks } from './link-table.ts';
import { bySending, isPartyTo, type LinkConfidence, type LinkFacts, sameParty } from './links-facts.ts';

/**
 * Who is meant by an id. MsgIds are unique to their sender only, document ids to nobody, and anybody may write any id:
 * so the parties decide between those that have it.
 */

/** A message that has an id, and as what: its message's (MsgId, or the id that its AppRec names) or its document's. */
interface Named {
  readonly message: LinkFacts;
  readonly as: ReadonlySet<'message' | 'document'>;
}

/** Messages by each of their ids. */
export type Names = ReadonlyMap<string, readonly Named[]>;

/** A message that an id names, and how surely. */
export interface Found {
  readonly message: LinkFacts;
  readonly confidence: Exclude<LinkConfidence, 'possible'>;
  /** The id is the one that such references use. */
  readonly isProper: boolean;
}

/** Looks the messages up by their ids. */
export const namesAmong = (messages: readonly LinkFacts[]): Names => {
  const names = new Map<string, Named[]>();
  for (const message of messages) {
    const { msgId, appRecId, documentId } = message;
    const own = new Map<string, Set<'message' | 'document'>>();
    const add = (id: string | undefined, as: 'message' | 'document'): void => {
      if (id === undefined) return;
      const key = msgIdKey(id);
      own.set(key, (own.get(key) ?? new Set()).add(as));
    };
    add(msgId, 'message');
    add(appRecId, 'message');
    add(documentId, 'document');
    for (const [key, as] of own) names.set(key, [...(names.get(key) ?? []), { message, as }]);
  }
  return names;
};

/** How far the parties of a message are those of what it refers to: both ends, only its sender, or neither. */
const ends = (message: LinkFacts, named: LinkFacts): 'both' | 'sender' | 'neither' => {
  if (!isPartyTo(named, message.sender)) return 'neither';
  const passesOn =
    functionLinks(message.type).forwards && named.receivers.some((one) => sameParty(one, message.sender));
  return passesOn || message.receivers.some((receiver) => isPartyTo(named, receiver)) ? 'both' : 'sender';
};

/** The one message among several; of versions of one document the last one sent before the message that refers to it. */
const theOne = (message: LinkFacts, named: readonly LinkFacts[]): LinkFacts | undefined => {
  const [first] = named;
  if (first === undefined || named.length === 1) return first;
  const { documentId, type, sender } = first;
  const isVersion = (one: LinkFacts) =>
    documentId !== undefined &&
    one.documentId !== undefined &&
    msgIdKey(one.documentId) === msgIdKey(documentId) &&
    one.type === type &&
    one.sender.herId === sender.herId;
  if (!named.every(isVersion)) return undefined;
  const inForce = named.filter(({ stands, status }) => stands && status !== 'C');
  const versions = [...(inForce.length > 0 ? inForce : named)].sort(bySending);
  return versions.findLast(({ sentAt }) => sentAt <= message.sentAt) ?? versions[0];
};

/** True for what one of a message's own ends sent: nobody else can put a message of the same id before it. */
const isOurs = (message: LinkFacts, named: LinkFacts): boolean =>
  [message.sender, ...message.receivers].some((party) => sameParty(named.sender, party));

/**
 * The message that an id in another message names; undefined when none is here, or several might be meant. `isProper`
 * tells whether a message is named as such references name one; one of the right parties may be named otherwise too.
 */
const find = (
  message: LinkFacts,
  named: readonly Named[],
  isProper: (one: Named) => boolean,
): Found | undefined => {
  const others = named.filter((one) => one.message.id !== message.id);
  const ours = others.filter((one) => isOurs(message, one.message));
  const candidates = (ours.length > 0 ? ours : others).map((one) => ({
    message: one.message,
    isProper: isProper(one),
    ends: ends(message, one.message),
  }));
  const tiers = [
    candidates.filter((one) => one.isProper && one.ends === 'both'),
    candidates.filter((one) => !one.isProper && one.ends === 'both'),
    candidates.filter((one) => one.isProper && one.ends === 'sender'),
    candidates.filter((one) => one.isProper && one.ends === 'neither'),
  ];
  const at = tiers.findIndex(({ length }) => length > 0);
  const meant = theOne(
    message,
    (tiers[at] ?? []).map((one) => one.message),
  );
  return meant && { message: meant, confidence: at === 0 ? 'certain' : 'likely', isProper: at !== 1 };
};

/** What RefToParent or RefToConversation names: a MsgId, or the AppRec id of a message without hodemelding (HITS 1218:2019). */
export const referred = (names: Names, message: LinkFacts, id: string): Found | undefined =>
  find(message, names.get(msgIdKey(id)) ?? [], ({ as }) => as.has('message'));

/** What an answer names, among the functions that it may answer: by document id or MsgId, as they are named. */
export const answered = (names: Names, message: LinkFacts, id: string): Found | undefined => {
  const { answers = [] } = functionLinks(message.type);
  const named = names.get(msgIdKey(id)) ?? [];
  return find(
    message,
    named.filter((one) => answers.includes(one.message.type)),
    (one) => one.as.has(functionLinks(one.message.type).answeredBy ?? 'message'),
  );
};
