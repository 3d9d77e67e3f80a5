import type { MessageId } from './ids.ts';
import { bySending, type Link, type LinkFacts } from './links-facts.ts';

/**
 * The messages in their order: by time of sending, but none before what it refers to, however its clock was set.
 * `references`: links that a message makes by naming another. The order of arrival plays no part.
 */
export const inSequence = (
  messages: readonly LinkFacts[],
  references: readonly Link[],
): readonly LinkFacts[] => {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const targets = new Map<MessageId, MessageId[]>();
  for (const { from, to } of references) targets.set(from, [...(targets.get(from) ?? []), to]);
  const placed = messages.map((message) => {
    const before = reachedFrom(message.id, targets);
    const times = [...before].map((id) => byId.get(id)?.sentAt.getTime() ?? 0);
    // Whatever a message refers to has fewer before it, unless they refer to each other in a circle.
    return { message, time: Math.max(message.sentAt.getTime(), ...times), depth: before.size };
  });
  return placed
    .sort((a, b) => a.time - b.time || a.depth - b.depth || bySending(a.message, b.message))
    .map(({ message }) => message);
};

/** All that links lead to from a message; itself only where they lead back. `next`: what each leads to. */
export const reachedFrom = (
  start: MessageId,
  next: ReadonlyMap<MessageId, readonly MessageId[]>,
): ReadonlySet<MessageId> => {
  const seen = new Set<MessageId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
};
