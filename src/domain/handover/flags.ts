import type { Flag } from '../expectation-vocabulary.ts';
import { flags } from '../expectation-vocabulary.ts';
import type { HandoverMessage } from './facts.ts';
import type { Cause, Ground } from './ground.ts';
import { partiesOf } from './happenings.ts';
import type { PeopledStay } from './members.ts';
import { counts } from './standing.ts';

/** What is known of the patient or the stay when something happens: nothing that came to be known later. */

const sentBy = (messages: readonly HandoverMessage[], until: number): readonly HandoverMessage[] =>
  messages.filter(({ sentAt }) => sentAt.getTime() <= until);

/** True when municipal nursing follows up after the stay, as known then. */
export const isFollowedUp = ({ members }: PeopledStay, until: number): boolean =>
  sentBy(
    members.map(({ message }) => message),
    until,
  ).some(
    ({ type, sender }) =>
      type === 'HELSEOPPL_SOKNAD' ||
      type === 'INNLEGGELSESRAPPORT' ||
      (type === 'SAMMENFATNING' && sender.roles.includes('nursing')),
  );

/** True when a flag is up for what happened. */
export const isUp = (flag: Flag, cause: Cause, { standing, stay, acts }: Ground): boolean => {
  const told = flags[flag];
  if (told !== 'messages') return acts.some(({ kind }) => kind === told.act);
  const until = Math.max(cause.order, cause.message?.sentAt.getTime() ?? 0);
  const known = () => sentBy(standing.messages, until).filter((message) => counts(standing, message));
  switch (flag) {
    case 'known-services':
      return known().some((message) => partiesOf(message).some(({ roles }) => roles.includes('nursing')));
    case 'nursing-follow-up':
      return stay !== undefined && isFollowedUp(stay, until);
    case 'phv-tsb': {
      const unit = cause.ward ?? cause.message?.sender;
      return unit?.roles.some((role) => role === 'dps' || role === 'tsb' || role === 'bup') ?? false;
    }
    case 'under-18':
    case 'under-23': {
      // An age is as old as the message that tells it: the newest, where what happened has none.
      const tells = cause.on === 'phase' || cause.message === undefined ? known().at(-1) : cause.message;
      return tells?.flags.includes(flag) ?? false;
    }
    default:
      return known().some((message) => message.flags.includes(flag));
  }
};
