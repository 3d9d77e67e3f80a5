import { herId, messageId, pseudonym } from '../../src/domain/ids.ts';
import { linksAmong } from '../../src/domain/links.ts';
import type { LinkFacts, LinkParty } from '../../src/domain/links-facts.ts';
import { threadOf } from '../../src/domain/links-thread.ts';

/** Messages to link, each under a short name that is its MsgId too. */

const party = (unit: number, enterprise: number): LinkParty => ({
  herId: herId(unit)!,
  enterprise: herId(enterprise)!,
});

export const gp = party(11, 10);
export const ward = party(21, 20);
/** Of the ward's hospital. */
export const clinic = party(22, 20);
export const otherHospital = party(31, 30);
export const caseOffice = party(41, 40);
/** Of the case office's municipality. */
export const nursing = party(42, 40);
export const stranger = party(91, 90);

export const patient = pseudonym('a1'.repeat(32));
const firstDay = Date.UTC(2026, 10, 2, 8);

/** A message id that tells a message's name and when it came. */
export const idOf = (name: string, arrival = 0) =>
  messageId(
    `${arrival.toString(16).padStart(8, '0')}-0000-7000-8000-${Buffer.from(name.padEnd(6, '_').slice(-6)).toString('hex')}`,
  )!;

interface Draft extends Partial<Omit<LinkFacts, 'id' | 'conversation' | 'sentAt'>> {
  /** Parent and first message. */
  readonly ref?: readonly [string, string];
  /** Hours after the first day began. */
  readonly hours?: number;
  readonly arrival?: number;
}

/** A message of a name of at most six characters, from the ward to the case office unless told. */
export const message = (name: string, type: string, draft: Draft = {}): LinkFacts => {
  const { ref, hours = 0, arrival = 0, ...rest } = draft;
  return {
    id: idOf(name, arrival),
    type,
    status: 'N',
    msgId: name,
    answers: [],
    sender: ward,
    receivers: [caseOffice],
    patient,
    sentAt: new Date(firstDay + hours * 3_600_000),
    stands: true,
    ...(ref !== undefined && { conversation: { refToParent: ref[0], refToConversation: ref[1] } }),
    ...rest,
  };
};

const nameOf = (messages: readonly LinkFacts[], id: string) =>
  messages.find((one) => one.id === id)?.msgId ?? '?';

/** Every link among messages, one a line: `b parent a certain`. */
export const linksIn = (...messages: LinkFacts[]): readonly string[] =>
  linksAmong(messages).links.map(
    ({ from, to, relation, confidence }) =>
      `${nameOf(messages, from)} ${relation} ${nameOf(messages, to)} ${confidence}`,
  );

/** The thread of the first message: names in order, each with its state. */
export const threadIn = (...messages: LinkFacts[]): readonly string[] =>
  threadOf(messages[0]!.id, messages).map(({ message: { msgId }, state }) => `${msgId} ${state}`);
