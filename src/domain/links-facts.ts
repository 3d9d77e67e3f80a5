import { type HerId, type MessageId, msgIdKey, type Pseudonym } from './ids.ts';
import { functionLinks } from './link-table.ts';
import type { ConversationRef, ServiceStatus } from './message.ts';

/** A sender or receiver: its HER-id and, where the directory has it, that of its enterprise. */
export interface LinkParty {
  readonly herId: HerId;
  readonly enterprise?: HerId;
}

/** What links are decided from. Ids of others' making are as they are stored, in any case. */
export interface LinkFacts {
  readonly id: MessageId;
  /** 8279. */
  readonly type: string;
  /** N also where the type has no status. */
  readonly status: ServiceStatus;
  readonly msgId: string;
  /** Id that an AppRec 1.0 refers to, when not the MsgId. */
  readonly appRecId?: string;
  readonly documentId?: string;
  readonly conversation?: ConversationRef;
  /** Ids of what it answers: ServReq/Id of an epikrise, DokIdForesp of an answer. */
  readonly answers: readonly string[];
  readonly sender: LinkParty;
  readonly receivers: readonly LinkParty[];
  readonly patient?: Pseudonym;
  /** GenDate. */
  readonly sentAt: Date;
  /** False when it was rejected everywhere: it then changes, cancels and answers nothing. */
  readonly stands: boolean;
}

/** An id by which a message is named, or names another, beside its MsgId: kept for looking up. */
export interface MessageReference {
  /** `document` and `appRec` are its own. */
  readonly kind: 'document' | 'appRec' | 'parent' | 'conversation' | 'answers';
  /** A UUID in lower case, or the keyed digest that stands for any other id. */
  readonly key: string;
}

/**
 * How sure a link is. `certain`: an explicit reference that named one message, between the right parties. `likely`: it
 * named one message, but the parties differ or it used the message's other id. `possible`: nothing was named; patient,
 * parties and time agree.
 */
export type LinkConfidence = 'certain' | 'likely' | 'possible';

/**
 * What a message is to another. `parent`, `conversation`: its RefToParent and RefToConversation. `replaces`, `cancels`:
 * a change or cancellation to each earlier version. `answers`: to the referral, question or notice that it answers.
 */
export type LinkRelation = 'parent' | 'conversation' | 'replaces' | 'cancels' | 'answers';

export interface Link {
  readonly from: MessageId;
  readonly to: MessageId;
  readonly relation: LinkRelation;
  readonly confidence: LinkConfidence;
}

const order: readonly LinkConfidence[] = ['certain', 'likely', 'possible'];

/** The less sure of two. */
export const weaker = (a: LinkConfidence, b: LinkConfidence): LinkConfidence =>
  order.indexOf(a) > order.indexOf(b) ? a : b;

/** Links without repetition: of two that say the same, the surer one. */
export const distinctLinks = (links: readonly Link[]): readonly Link[] => {
  const best = new Map<string, Link>();
  for (const link of links) {
    const key = `${link.from} ${link.relation} ${link.to}`;
    const standing = best.get(key);
    if (standing === undefined || weaker(standing.confidence, link.confidence) === standing.confidence) {
      best.set(key, link);
    }
  }
  return [...best.values()];
};

/** Every id that others may name the message by. */
export const namesOf = ({
  msgId,
  appRecId,
  documentId,
}: Pick<LinkFacts, 'msgId' | 'appRecId' | 'documentId'>): readonly string[] =>
  keysOf([msgId, appRecId, documentId]);

/** Every id by which the message names others. */
export const referencesOf = ({
  conversation,
  answers,
}: Pick<LinkFacts, 'conversation' | 'answers'>): readonly string[] =>
  keysOf([conversation?.refToParent, conversation?.refToConversation, ...answers]);

const keysOf = (ids: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => (id === undefined ? [] : [msgIdKey(id)]))),
];

/** The same party, or parties of one enterprise. */
export const sameParty = (a: LinkParty, b: LinkParty): boolean =>
  a.herId === b.herId || (a.enterprise !== undefined && a.enterprise === b.enterprise);

/** True when a party, or another of its enterprise, sent the message or got it. */
export const isPartyTo = ({ sender, receivers }: LinkFacts, party: LinkParty): boolean =>
  sameParty(sender, party) || receivers.some((receiver) => sameParty(receiver, party));

/** Messages of one function from one sender's enterprise: only such may be versions of each other. */
export const sameSource = (a: LinkFacts, b: LinkFacts): boolean =>
  a.type === b.type && sameParty(a.sender, b.sender);

/**
 * True when a message goes the way of an earlier one, back to where that came from, or (forwarded) on from where that
 * went.
 */
export const sameWay = (message: LinkFacts, earlier: LinkFacts): boolean => {
  const reaches = (party: LinkParty) => message.receivers.some((receiver) => sameParty(receiver, party));
  const fromReceiver = earlier.receivers.some((receiver) => sameParty(receiver, message.sender));
  if (fromReceiver && functionLinks(message.type).forwards) return true;
  return (
    (fromReceiver && reaches(earlier.sender)) ||
    (sameParty(earlier.sender, message.sender) && earlier.receivers.some(reaches))
  );
};

const rank: Readonly<Record<ServiceStatus, number>> = { N: 0, M: 1, C: 2 };

/** Order by the time of sending, then N before M before C; never by arrival. */
export const bySending = (a: LinkFacts, b: LinkFacts): number =>
  a.sentAt.getTime() - b.sentAt.getTime() ||
  rank[a.status] - rank[b.status] ||
  compare(msgIdKey(a.msgId), msgIdKey(b.msgId)) ||
  a.sender.herId - b.sender.herId ||
  compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
