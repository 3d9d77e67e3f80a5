import { osloDate, startOfDay } from '../calendar.ts';
import type { Due } from '../deadline.ts';
import type { ExpectationCase } from '../expectation.ts';
import type { ContentBlock } from '../expectation-vocabulary.ts';
import type { MessageId } from '../ids.ts';
import { type LinkConfidence, sameParty } from '../links-facts.ts';
import { sameDocument } from '../links-versions.ts';
import { isAround, matches } from './causes.ts';
import type { Evidence } from './expected.ts';
import type { HandoverMessage, HandoverParty } from './facts.ts';
import type { Cause, Duty, Ground } from './ground.ts';
import { isConcerned, type Member } from './members.ts';
import { isInRole } from './parties.ts';
import { compare, counts, isSure, newestVersion, type Standing, tieTo } from './standing.ts';

/** What fulfils expectations: messages, acts and receipts. */

type Fulfilment = ExpectationCase['fulfilments'][number];
type ByMessage = Extract<Fulfilment, { readonly by: 'message' }>;

/** What a message refers to, and itself. */
const around = ({ from }: Standing, id: MessageId): ReadonlySet<MessageId> =>
  new Set([id, ...(from.get(id) ?? []).filter(isSure).map(({ to }) => to)]);

/**
 * True for what names another message of the same function: an answer to an earlier notice is none to a later one. One
 * that goes back to the first, as a reminder does, is no other.
 */
const namesAnother = ({ from, byId }: Standing, { id }: HandoverMessage, first: HandoverMessage): boolean => {
  const named = (from.get(id) ?? []).filter(
    (link) => isSure(link) && (link.relation === 'parent' || link.relation === 'answers'),
  );
  const goesBack = (one: MessageId): boolean =>
    one === first.id || (from.get(one) ?? []).some((link) => isSure(link) && link.to === first.id);
  return named.some(({ to }) => byId.get(to)?.type === first.type) && !named.some(({ to }) => goesBack(to));
};

/** A message sent anew after it was rejected names nothing; patient, function and parties agree. */
const isSentAnew = (message: HandoverMessage, { on, message: first, receiver }: Cause): boolean =>
  on === 'receipt' &&
  first !== undefined &&
  message.type === first.type &&
  message.patient === first.patient &&
  message.sentAt > first.sentAt &&
  sameParty(message.sender, first.sender) &&
  (receiver === undefined || message.receivers.some((party) => sameParty(party, receiver)));

/** The messages that may fulfil, by how they must belong to what is to be fulfilled. */
const candidates = (
  { link, functions }: ByMessage,
  cause: Cause,
  { stay, standing }: Ground,
): readonly Member[] => {
  if (link === 'stay') return stay?.members ?? [];
  const may = standing.messages.filter((message) =>
    functions === 'any' ? isAround(standing, message) : counts(standing, message),
  );
  if (link === 'patient') return may.map((message) => ({ message, confidence: 'possible' }));
  const { message: first } = cause;
  if (first === undefined) return [];
  // What was turned down is seen to by what deals with it, not by all that goes back to the same.
  const isTurnedDown = cause.on === 'receipt';
  const near = isTurnedDown ? new Set([first.id]) : around(standing, first.id);
  return may.flatMap((message): readonly Member[] => {
    if (message.id === first.id) return [{ message, confidence: 'certain' }];
    if (!isTurnedDown && namesAnother(standing, message, first)) return [];
    // A guess that it came after is none that it deals with it, and nobody answers what was turned down by guess.
    const refers = (standing.from.get(message.id) ?? []).filter(
      (one) =>
        near.has(one.to) &&
        (isSure(one) || (one.relation !== 'parent' && !isTurnedDown)) &&
        !(isTurnedDown && one.relation === 'conversation'),
    );
    const ties = refers.map(({ confidence }): LinkConfidence => confidence);
    const tie = ties.includes('certain') ? 'certain' : ties.includes('likely') ? 'likely' : ties[0];
    if (tie !== undefined) return [{ message, confidence: tie }];
    if (sameDocument(message, first) && message.sentAt > first.sentAt)
      return [{ message, confidence: 'likely' }];
    return isSentAnew(message, cause) ? [{ message, confidence: 'possible' }] : [];
  });
};

/** From when "after" counts. */
const reference = ({ on, order, sent }: Cause): number => (on === 'phase' ? order : sent.getTime());

const isInTime = (
  { since }: ByMessage,
  message: HandoverMessage,
  cause: Cause,
  clock: Date | undefined,
  due: Due,
  standing: Standing,
): boolean => {
  const sent = message.sentAt.getTime();
  const isOwn = message.id === cause.message?.id;
  switch (since) {
    case 'stay':
      return true;
    case 'day':
      return clock !== undefined && sent >= startOfDay(osloDate(clock)).getTime();
    case 'trigger':
      return isOwn || sent >= cause.order;
    case 'after': {
      if (isOwn) return false;
      // What names it came after it, however the clocks were set.
      const tie = tieTo({ ...standing, to: new Map() }, message.id, (id) => id === cause.message?.id);
      return sent > reference(cause) || (cause.on === 'message' && tie !== undefined && tie !== 'possible');
    }
    case 'look-back':
      return (
        (due.notBefore === undefined || message.sentAt >= due.notBefore) &&
        (due.dueAt === undefined || message.sentAt <= due.dueAt)
      );
  }
};

/** True when a part is there, or the message says that there is nothing to tell ("ingen faste legemidler"). */
const tells = ({ blocks }: HandoverMessage, part: ContentBlock): boolean =>
  blocks !== undefined && (blocks.present.includes(part) || blocks.explained.includes(part));

/** True when the message held the parts of content when it was sent, and its newest version still does. */
const hasParts = ({ holds }: ByMessage, message: HandoverMessage, standing: Standing): boolean =>
  holds.length === 0 ||
  [message, newestVersion(standing, message)].every((version) => holds.every((part) => tells(version, part)));

const byMessage = (
  one: ByMessage,
  { each }: Duty,
  cause: Cause,
  clock: Date | undefined,
  due: Due,
  ground: Ground,
): readonly Evidence[] => {
  const { standing, stay } = ground;
  // What is known of the patient may come from any municipality.
  const mayBe = (party: HandoverParty): boolean =>
    stay === undefined || one.link === 'patient' || isConcerned(party, stay);
  return candidates(one, cause, ground)
    .filter(({ message }) => {
      const reaches = message.receivers.some(
        (party) => mayBe(party) && isInRole(party, each.to, cause, message, standing),
      );
      const isDenied = message.reply !== undefined && one.reply?.isNot.includes(message.reply) === true;
      return (
        matches(one, message) &&
        !isDenied &&
        isInRole(message.sender, each.from, cause, message, standing) &&
        mayBe(message.sender) &&
        (each.to.length === 0 || reaches) &&
        isInTime(one, message, cause, clock, due, standing) &&
        hasParts(one, message, standing)
      );
    })
    .map(({ message, confidence }) => ({
      at: message.sentAt,
      received: message.receivedAt,
      by: 'message',
      id: message.id,
      confidence,
    }));
};

const evidenceOf = (
  one: Fulfilment,
  duty: Duty,
  cause: Cause,
  clock: Date | undefined,
  due: Due,
  ground: Ground,
): readonly Evidence[] => {
  switch (one.by) {
    case 'message':
      return byMessage(one, duty, cause, clock, due, ground);
    case 'act':
      return ground.acts
        .filter(
          ({ kind, at }) =>
            kind === one.act &&
            // One of several requests is not met by what was done before it.
            (duty.each.count !== 'each' || cause.act === undefined || at >= cause.act.at),
        )
        .map(({ id, at, reportedAt = at }) => ({
          at,
          received: reportedAt,
          by: 'act',
          id,
          confidence: 'certain',
        }));
    case 'receipt': {
      const { receiver } = cause;
      const { state, at } = receiver?.receipt ?? {};
      return receiver === undefined || at === undefined || !one.is.some((each) => each === state)
        ? []
        : [{ at, received: at, by: 'receipt', id: String(receiver.herId), confidence: 'certain' }];
    }
  }
};

/** The first thing that fulfilled a case; undefined while nothing has. */
export const fulfilmentOf = (
  duty: Duty,
  cause: Cause,
  clock: Date | undefined,
  due: Due,
  ground: Ground,
): Evidence | undefined =>
  duty.each.fulfilments
    .flatMap((one) => evidenceOf(one, duty, cause, clock, due, ground))
    .reduce<Evidence | undefined>(
      (first, one) =>
        first === undefined ||
        one.at < first.at ||
        (one.at.getTime() === first.at.getTime() && compare(one.id, first.id) < 0)
          ? one
          : first,
      undefined,
    );
