import { type MessageId, msgIdKey } from '../ids.ts';
import { linksAmong } from '../links.ts';
import { type Link, type LinkConfidence, weaker } from '../links-facts.ts';
import type { HandoverMessage } from './facts.ts';

/** A patient's messages, each once, and what became of each version: the ground that everything else stands on. */
export interface Standing {
  /** In their order, none before what it refers to. */
  readonly messages: readonly HandoverMessage[];
  readonly byId: ReadonlyMap<MessageId, HandoverMessage>;
  readonly from: ReadonlyMap<MessageId, readonly Link[]>;
  readonly to: ReadonlyMap<MessageId, readonly Link[]>;
  /** Of cancelled messages: when the cancellation was sent. */
  readonly cancelledAt: ReadonlyMap<MessageId, Date>;
  /** Versions that a newer one has replaced. */
  readonly superseded: ReadonlySet<MessageId>;
  /** Cancelled messages count too: as things would be had nothing been cancelled. */
  readonly isRevived: boolean;
}

/** A guess never puts a version out of force, nor ties a message to a stay for certain. */
export const isSure = ({ confidence }: Link): boolean => confidence !== 'possible';

/** The messages, each once: a duplicate is one sender's second use of a MsgId, and has no effect. */
const once = (given: readonly HandoverMessage[]): readonly HandoverMessage[] => {
  const first = new Map<string, HandoverMessage>();
  for (const message of given) {
    const key = `${message.sender.herId} ${msgIdKey(message.msgId)}`;
    const other = first.get(key);
    if (other === undefined || byArrival(message, other) < 0) first.set(key, message);
  }
  return [...first.values()];
};

const byArrival = (a: HandoverMessage, b: HandoverMessage): number =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || compare(a.id, b.id);

/** Order of texts by code unit: the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Reads the messages of one patient, in any order and with repetitions. */
export const standingOf = (given: readonly HandoverMessage[]): Standing => {
  const messages = once(given);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const { messages: sequence, links } = linksAmong(messages);
  const cancelledAt = new Map<MessageId, Date>();
  const superseded = new Set<MessageId>();
  for (const link of links) {
    if (!isSure(link)) continue;
    if (link.relation === 'replaces') superseded.add(link.to);
    const by = link.relation === 'cancels' ? byId.get(link.from)?.sentAt : undefined;
    const earlier = cancelledAt.get(link.to);
    if (by !== undefined && (earlier === undefined || by < earlier)) cancelledAt.set(link.to, by);
  }
  return {
    messages: sequence.flatMap(({ id }) => byId.get(id) ?? []),
    byId,
    from: Map.groupBy(links, ({ from }) => from),
    to: Map.groupBy(links, ({ to }) => to),
    cancelledAt,
    superseded,
    isRevived: false,
  };
};

/** The same had nothing been cancelled: what a cancellation made void is found by comparing. */
export const uncancelled = (standing: Standing): Standing => ({ ...standing, isRevived: true });

/** True for a message that says something: taken in somewhere, not cancelled, and no cancellation itself. */
export const counts = (
  { cancelledAt, isRevived }: Standing,
  { id, stands, status }: HandoverMessage,
): boolean => stands && status !== 'C' && (isRevived || !cancelledAt.has(id));

/** True when it is the first that is here of its versions. */
export const isFirstVersion = ({ from }: Standing, { id }: HandoverMessage): boolean =>
  !(from.get(id) ?? []).some((link) => link.relation === 'replaces' && isSure(link));

/** The newest version of a message's document that counts; itself where none has replaced it. */
export const newestVersion = (standing: Standing, message: HandoverMessage): HandoverMessage => {
  const newer = (standing.to.get(message.id) ?? []).flatMap((link) => {
    const version = link.relation === 'replaces' && isSure(link) ? standing.byId.get(link.from) : undefined;
    return version === undefined || !counts(standing, version) ? [] : [version];
  });
  return newer.reduce((newest, one) => (one.sentAt >= newest.sentAt ? one : newest), message);
};

/** How surely a message hangs together with one of some others, in either direction; undefined when it does not. */
export const tieTo = (
  { from, to }: Standing,
  id: MessageId,
  others: (id: MessageId) => boolean,
): LinkConfidence | undefined => {
  const ties = [
    ...(from.get(id) ?? []).filter((link) => others(link.to)),
    ...(to.get(id) ?? []).filter((link) => others(link.from)),
  ];
  return ties
    .map(({ confidence }) => confidence)
    .reduce<LinkConfidence | undefined>(
      (best, one) => (best === undefined || weaker(best, one) === best ? one : best),
      undefined,
    );
};
