import type { HandoverRole } from '../domain/expectation-vocabulary.ts';
import type { HandoverMessage, HandoverParty } from '../domain/handover/facts.ts';
import type { Telling } from '../domain/mark.ts';
import type { Inspection } from './inspect.ts';

const municipal: readonly HandoverRole[] = ['case-office', 'nursing'];
/** 9155: reply to a patient ready for discharge. */
const replyTheme = '9155';
const mayReply: ReadonlySet<string> = new Set(['DIALOG_NOTAT', 'DIALOG_HELSEFAGLIG']);

type Reply = NonNullable<HandoverMessage['reply']>;

/**
 * What a municipality's note answers a notice of readiness (FOR-2011-11-18-1115 § 11). One that refuses and offers a
 * later day refuses. One that refuses and offers something at once is for people to read, and so is all that is said
 * with reserve. `agrees` counts where a note is by its function or theme such a reply. Undefined for what is none, as far
 * as it can be told.
 */
export const replyOf = (
  sender: HandoverParty,
  type: string,
  { envelope, content, told }: Inspection,
): Reply | undefined => {
  if (told === undefined || !sender.roles.some((role) => municipal.includes(role))) return undefined;
  const isReply =
    type === 'LOG_TILBAKEMELDING' ||
    (mayReply.has(type) && (content?.codes?.some(({ list }) => list === replyTheme) ?? false));
  const isAnswer = mayReply.has(type) && envelope?.conversation !== undefined;
  if (!isReply && !isAnswer) return undefined;
  const says = (telling: Telling): boolean => told.has(telling);
  if (says('cannot-receive')) return says('can-receive-now') ? 'unclear' : 'cannot';
  if (says('can-receive')) return 'can';
  if (!isReply) return undefined;
  return says('agrees') ? 'can' : 'unclear';
};
