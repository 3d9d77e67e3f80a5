import { type Delivery, type DeliveryEvent, type NewDeliveryEvent, stampEvents } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { initialDelivery } from '../domain/lifecycle.ts';
import type { PastMessage } from './bulk.ts';
import { dayMs, hourMs, minuteMs } from './calendar.ts';
import { type Chance, createChance } from './chance.ts';
import type { Dresser } from './dress.ts';
import { lot } from './habits.ts';
import { givenUp } from './known.ts';
import { type Letter, type ReceiptPlan, receiversOf } from './letter.ts';
import { type GivenReceipt, messageOf, processedOf, receiptEvents, receiptOf } from './records.ts';

/** What a letter and its receipts have become by now. */

interface Step {
  readonly at: number;
  readonly events: readonly NewDeliveryEvent[];
}

/** How a letter reached one of its receivers: a few only after an operator had it sent again. */
const journey = (letter: Letter, chance: Chance, answered: number): readonly Step[] => {
  const { received } = letter;
  const waits = answered - received;
  const acknowledged: NewDeliveryEvent = { type: 'acknowledged', actor: 'receiver' };
  const sent: NewDeliveryEvent = { type: 'sent', actor: 'gateway' };
  const routed: NewDeliveryEvent = { type: 'routed', actor: 'gateway' };
  if (waits > 3 * hourMs && chance.yes(0.12)) {
    const given = received + Math.round(waits * chance.between(0.1, 0.4));
    const again = given + Math.round(waits * chance.between(0.1, 0.4));
    return [
      {
        at: received,
        events: [
          routed,
          sent,
          { type: 'attemptFailed', actor: 'gateway', cause: 'delivery-endpoint-unreachable' },
        ],
      },
      { at: given, events: [{ type: 'abandoned', actor: 'clock', cause: 'delivery-abandoned' }] },
      { at: again, events: [{ type: 'requeued', actor: 'operator' }, sent, acknowledged] },
    ];
  }
  return [
    { at: received, events: [routed, sent] },
    { at: received + Math.min(waits, transitOf(chance)), events: [acknowledged] },
  ];
};

/** Most receivers fetch what is theirs within minutes; some leave it for hours. */
const transitOf = (chance: Chance): number =>
  Math.round(chance.between(0.2, chance.yes(0.05) ? 240 : 3) * minuteMs);

/** What the receiver said, and that it was waited for too long. */
const answers = (letter: Letter, plan: ReceiptPlan | undefined, now: number): readonly Step[] => {
  const due = givenUp(letter);
  const isLate = (plan === undefined || plan.at > due) && due <= now;
  return [
    ...(isLate
      ? [
          {
            at: due,
            events: [{ type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' } as const],
          },
        ]
      : []),
    ...(plan === undefined || plan.at > now
      ? []
      : [{ at: plan.at, events: [{ type: receiptEvents[plan.status], actor: 'receiver' } as const] }]),
  ];
};

const chanceOf = (letter: Letter, receiver: HerId): Chance =>
  createChance(lot('journey', letter.msgId, receiver) * 2 ** 32);

/** What the script has said the moment that a letter came is said when it is with its receiver. */
const planOf = (letter: Letter, receiver: HerId, now: number): ReceiptPlan | undefined => {
  const plan = letter.receipts.get(receiver);
  if (plan === undefined || plan.at > letter.received) return plan;
  return { ...plan, at: Math.min(now, letter.received + transitOf(chanceOf(letter, receiver))) };
};

const deliveryOf = (
  letter: Letter,
  receiver: HerId,
  now: number,
): { readonly delivery: Delivery; readonly events: readonly DeliveryEvent[] } => {
  const said = answers(letter, planOf(letter, receiver, now), now);
  const steps = [...journey(letter, chanceOf(letter, receiver), said[0]?.at ?? now), ...said];
  let state = initialDelivery(false);
  const events: DeliveryEvent[] = [];
  for (const step of steps) {
    const one = stampEvents({ messageId: letter.id, receiver, state }, step.events, new Date(step.at));
    state = one.state;
    events.push(...one.events);
  }
  const last = steps.at(-1)?.at ?? letter.received;
  const delivery: Delivery = {
    messageId: letter.id,
    receiver,
    role: letter.copies.some((copy) => copy.herId === receiver) ? 'copy' : 'primary',
    state,
    attempts: events.filter(({ type }) => type === 'sent').length,
    readAt: new Date(Math.min(now, last + minuteMs)),
    ...(state.receipt === 'waiting' && { receiptDue: new Date(givenUp(letter)) }),
  };
  return { delivery, events };
};

/** An AppRec as its sender has fetched it. */
const pastReceipt = ({ appRec }: GivenReceipt): PastMessage => {
  const { id, receivedAt } = appRec;
  const gone = appRec.deliveries.map((given) => {
    const begun = { messageId: id, receiver: given.receiver, state: given.state };
    const { events, state } = stampEvents(begun, given.events ?? [], receivedAt);
    return { events, delivery: { ...begun, state, role: given.role, attempts: 1, readAt: receivedAt } };
  });
  return {
    message: appRec,
    deliveries: gone.map(({ delivery }) => delivery),
    events: gone.flatMap(({ events }) => events),
  };
};

/** A letter with the receipts that have come for it; `idOf` gives the ids of those. */
export const pastOf = (
  letter: Letter,
  { dress, errors }: Dresser,
  idOf: (at: number) => MessageId,
  now: number,
): readonly PastMessage[] => {
  const worn = dress(letter);
  const given = receiversOf(letter).flatMap(({ herId }) => {
    const plan = planOf(letter, herId, now);
    return plan === undefined || plan.at > now ? [] : [receiptOf(letter, herId, plan, idOf(plan.at), errors)];
  });
  const processed = processedOf(letter, worn, given);
  const ways = receiversOf(letter).map(({ herId }) => deliveryOf(letter, herId, now));
  return [
    {
      message: {
        ...messageOf(letter, worn),
        typeKey: worn.typeKey,
        processedAt: new Date(letter.received),
        rejected: false,
      },
      deliveries: ways.map(({ delivery }) => delivery),
      events: ways.flatMap(({ events }) => events),
      processed,
    },
    ...given.map(pastReceipt),
  ];
};

/** Days at the end of history in which one sender is not heard from. */
export const silentDays = 9;

/** What came by an instant; of one sender nothing from its last days. */
export const heard = (letters: readonly Letter[], now: number, silent: HerId): readonly Letter[] =>
  letters.filter(
    ({ from, received }) =>
      received <= now && !(from.herId === silent && received > now - silentDays * dayMs),
  );
