import type { MessagePattern, Trigger } from '../expectation.ts';
import type { HandoverRole } from '../expectation-vocabulary.ts';
import type { HandoverMessage, HandoverParty } from './facts.ts';
import { isUp } from './flags.ts';
import { type Cause, type Duty, type Ground, isFrom } from './ground.ts';
import { momentIn } from './happenings.ts';
import { isConcerned, type PeopledStay } from './members.ts';
import { counts, isFirstVersion, isSure, type Standing } from './standing.ts';
import type { Stepped } from './stays.ts';

/** What opens expectations: the triggers of a case, as often as they happened. */

/** True for a message of the functions and values that a pattern asks for. */
export const matches = ({ functions, except, where }: MessagePattern, message: HandoverMessage): boolean => {
  const isMeant = functions === 'any' ? !except.includes(message.type) : functions.includes(message.type);
  return (
    isMeant &&
    where.every((condition) => {
      const values = message.codes.filter(({ list }) => list === condition.list).map(({ v }) => v);
      return 'is' in condition
        ? values.some((v) => condition.is.includes(v))
        : !values.some((v) => condition.isNot.includes(v));
    })
  );
};

/** True for a party that holds one of the roles; any does where none is asked for. */
const holds = (party: HandoverParty, roles: readonly HandoverRole[]): boolean =>
  roles.length === 0 || party.roles.some((role) => roles.includes(role));

type MessageTrigger = Extract<Trigger, { readonly on: 'message' }>;

const isTriggered = (standing: Standing, trigger: MessageTrigger, message: HandoverMessage): boolean =>
  matches(trigger, message) &&
  holds(message.sender, trigger.from) &&
  !(
    trigger.unasked &&
    (standing.from.get(message.id) ?? []).some((link) => link.relation === 'answers' && isSure(link))
  );

/** When what a message tells of happened; when it was sent, if it tells of nothing. */
const occurredIn = (message: HandoverMessage): Date =>
  momentIn(message, 'assessed', 'end', 'start')?.clock ?? message.sentAt;

const roundAt = ({ withdrawals }: PeopledStay, order: number): number =>
  1 + withdrawals.filter((each) => each < order).length;

const ofMessage = (message: HandoverMessage, stay: PeopledStay | undefined): Cause => {
  const step = stay?.steps.findLast((one) => one.message === message.id && one.event !== 'day-ended');
  const order = step?.order ?? message.sentAt.getTime();
  return {
    on: 'message',
    order,
    occurred: step?.clock ?? occurredIn(message),
    sent: message.sentAt,
    received: message.receivedAt,
    round: stay === undefined ? 1 : roundAt(stay, order),
    message,
    ...(step?.ward && { ward: step.ward }),
  };
};

const ofStep = ({ order, clock, round, event, cause, ward }: Stepped): Cause => {
  const isTold = cause !== undefined && event !== 'day-ended';
  return {
    on: 'phase',
    order,
    occurred: clock,
    sent: isTold ? cause.sentAt : clock,
    received: isTold ? cause.receivedAt : clock,
    round,
    ...(cause && { message: cause }),
    ...(ward && { ward }),
  };
};

const inStay = (trigger: Trigger, ground: Ground, stay: PeopledStay): readonly Cause[] => {
  switch (trigger.on) {
    case 'phase':
      return stay.steps
        .filter(({ from, to }) => to === trigger.enters && from !== to)
        .map((step) => ofStep(step));
    case 'act':
      return ground.acts
        .filter(({ kind }) => kind === trigger.act)
        .map((act): Cause => {
          const order = act.at.getTime();
          const ward = stay.steps.findLast((step) => step.order <= order)?.ward ?? stay.wards.at(-1);
          const round = roundAt(stay, order);
          const { at } = act;
          return {
            on: 'act',
            order,
            occurred: at,
            sent: at,
            received: at,
            round,
            act,
            ...(ward && { ward }),
          };
        });
    case 'message':
      return stay.members
        .filter(
          ({ message }) =>
            isTriggered(ground.standing, trigger, message) &&
            message.receivers.some((party) => isConcerned(party, stay) && holds(party, trigger.to)) &&
            isFirstVersion(ground.standing, message),
        )
        .map(({ message }) => ofMessage(message, stay));
    case 'receipt':
      return [];
  }
};

/** When a message's receipt came to one of the outcomes; a time-out stays one, whatever came later. */
const outcomesOf = (
  { receipt }: HandoverMessage['receivers'][number],
  is: readonly string[],
): readonly Date[] => {
  if (receipt === undefined) return [];
  const timedOut = receipt.timedOutAt ?? (receipt.state === 'timedOut' ? receipt.at : undefined);
  return [
    ...(is.includes('timedOut') && timedOut ? [timedOut] : []),
    ...(receipt.state !== 'timedOut' && is.includes(receipt.state) && receipt.at ? [receipt.at] : []),
  ];
};

/** Of a message by itself: once for each receiver that it asks something of. */
const ofOne = (
  trigger: Trigger,
  { each }: Duty,
  standing: Standing,
  message: HandoverMessage,
): readonly Cause[] => {
  if (trigger.on === 'receipt') {
    if (!matches(trigger, message)) return [];
    return message.receivers.flatMap((receiver) => {
      const [at] = [...outcomesOf(receiver, trigger.is)].sort((a, b) => a.getTime() - b.getTime());
      if (at === undefined) return [];
      const times = { order: at.getTime(), occurred: at, sent: at, received: at };
      return [{ on: 'receipt' as const, ...times, round: 1, message, receiver }];
    });
  }
  if (trigger.on !== 'message' || !isTriggered(standing, trigger, message)) return [];
  const cause = ofMessage(message, undefined);
  // Every message is receipted: also one that was rejected, changes another or cancels it.
  if (each.fulfilments.every(({ by }) => by === 'receipt')) {
    return message.receivers.flatMap((receiver) =>
      receiver.receipt === undefined ? [] : [{ ...cause, receiver }],
    );
  }
  if (!message.stands || message.status === 'C' || !isFirstVersion(standing, message)) return [];
  const reached = message.receivers.filter((party) => holds(party, trigger.to));
  if (!each.from.includes('receiver') || each.from.includes('sender')) {
    return reached.length === 0 ? [] : [cause];
  }
  // Who gets a copy is told, not asked.
  return reached.filter(({ copy }) => !copy).map((receiver) => ({ ...cause, receiver }));
};

const inOrder = (a: Cause, b: Cause): number => a.order - b.order;

/** What opened a case in a stay, in order. Rows hold from their first day. */
export const causesIn = (duty: Duty, ground: Ground, stay: PeopledStay): readonly Cause[] =>
  duty.each.triggers
    .flatMap((trigger) =>
      inStay(trigger, ground, stay).filter((cause) =>
        trigger.given.every((flag) => isUp(flag, cause, ground)),
      ),
    )
    .filter(({ occurred }) => isFrom(occurred, duty.row.validFrom))
    .sort(inOrder);

/** What opened a case for a message by itself. */
export const causesOf = (duty: Duty, ground: Ground, message: HandoverMessage): readonly Cause[] =>
  duty.each.triggers
    .flatMap((trigger) =>
      ofOne(trigger, duty, ground.standing, message).filter((cause) =>
        trigger.given.every((flag) => isUp(flag, cause, ground)),
      ),
    )
    .filter(({ occurred }) => isFrom(occurred, duty.row.validFrom))
    .sort(inOrder);

/** True for a message that has not been cancelled, or a cancellation, whatever became of it. */
export const isAround = (standing: Standing, message: HandoverMessage): boolean =>
  message.status === 'C' ? message.stands : counts(standing, message);
