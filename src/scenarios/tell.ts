import { endOfDay } from '../domain/calendar.ts';
import type { DatedEvent, HandoverAct, HandoverMessage, HandoverParty } from '../domain/handover/facts.ts';
import { type MessageId, messageId, pseudonym } from '../domain/ids.ts';
import { resolveDateTime } from '../domain/norwegian-time.ts';
import type { Cast, Scenario, ToldMessage } from './scenario.ts';

/** Makes the messages and acts of a story. What it names and is not there throws an Error: the story is wrong. */

const patient = pseudonym('a1'.repeat(32));

/** An instant of Oslo: a time, or the end of a date. */
export const instantOf = (text: string): Date => {
  if (text.length === 10) return endOfDay(text);
  const at = resolveDateTime(`${text.replace(' ', 'T')}:00`);
  if (at === undefined) throw new Error(`${text} is no time`);
  return at;
};

const eventOf = (code: string, text: string): DatedEvent => ({
  code,
  at: instantOf(text),
  dateOnly: text.length === 10,
});

/** A part of a record that must be there. */
export const the = <Value>(things: Readonly<Record<string, Value>>, name: string, what: string): Value => {
  const thing = Object.hasOwn(things, name) ? things[name] : undefined;
  if (thing === undefined) throw new Error(`${what} ${name} is not there`);
  return thing;
};

/** What a told message is made from: its own words, before them those of what it changes or cancels. */
const resolved = (scenario: Scenario, told: ToldMessage): ToldMessage & { readonly function: string } => {
  const earlier = told.changes ?? told.cancels;
  const first =
    earlier === undefined ? undefined : resolved(scenario, the(scenario.messages, earlier, 'message'));
  const type = told.function ?? first?.function;
  if (type === undefined) throw new Error(`a message of ${told.sent} has no function`);
  const { from, to, copies } = first ?? {};
  return {
    ...(from !== undefined && { from }),
    ...(to && { to }),
    ...(copies && { copies }),
    ...(earlier !== undefined && { ref: earlier }),
    ...told,
    function: type,
  };
};

const messageOf = (
  { parties, ways }: Cast,
  scenario: Scenario,
  name: string,
  id: MessageId,
): HandoverMessage => {
  const told = resolved(scenario, the(scenario.messages, name, 'message'));
  const way =
    told.from === undefined || told.to === undefined ? the(ways, told.function, 'way of') : undefined;
  const code = Object.hasOwn(ways, told.function) ? ways[told.function]?.event : undefined;
  const party = (who: string): HandoverParty => {
    const one = the(parties, who, 'party');
    return scenario.shared.includes(who)
      ? { ...one, sharedRecords: [{ system: 'Helseplattformen', from: '2022-11-12' }] }
      : one;
  };
  const { receipt, ref, events = {}, holds, sent, received = sent } = told;
  const expectsReceipt = receipt && {
    receipt: {
      state: receipt.state,
      ...(receipt.at !== undefined && { at: instantOf(receipt.at) }),
      ...(receipt.timedOutAt !== undefined && { timedOutAt: instantOf(receipt.timedOutAt) }),
    },
  };
  const receiver = (who: string, copy: boolean) => ({ ...party(who), copy, ...expectsReceipt });
  return {
    id,
    type: told.function,
    status: told.cancels !== undefined ? 'C' : told.changes !== undefined ? 'M' : 'N',
    msgId: name,
    answers: [],
    sender: party(told.from ?? way?.from ?? ''),
    receivers: [
      ...(told.to ?? way?.to ?? []).map((who) => receiver(who, false)),
      ...(told.copies ?? []).map((who) => receiver(who, true)),
    ],
    patient,
    sentAt: instantOf(sent),
    receivedAt: instantOf(received),
    stands: true,
    events: [
      ...(code === undefined ? [] : [eventOf(code, told.event ?? sent)]),
      ...Object.entries(events).map(([other, at]) => eventOf(other, at)),
    ],
    codes: Object.entries(told.codes ?? {}).map(([list, v]) => ({ list, v })),
    flags: told.flags ?? [],
    historic: false,
    ...(ref !== undefined && { conversation: { refToParent: ref, refToConversation: ref } }),
    ...(holds && { blocks: { present: holds, missing: [], explained: [], noted: [] } }),
    ...(told.reply && { reply: told.reply }),
    ...(told.died === true && { died: true as const }),
  };
};

/** A story's messages and acts. The order in which messages came is told by their ids. */
export const tell = (
  cast: Cast,
  scenario: Scenario,
): { readonly messages: readonly HandoverMessage[]; readonly acts: readonly HandoverAct[] } => {
  for (const who of scenario.shared) the(cast.parties, who, 'party');
  const names = Object.entries(scenario.messages)
    .map(([name, { sent, received }]) => ({ name, at: instantOf(received ?? sent).getTime() }))
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  const ids = Object.fromEntries(
    names.map(({ name }, at) => [
      name,
      messageId(`00000000-0000-7000-8000-${String(at).padStart(12, '0')}`) ?? ('' as MessageId),
    ]),
  );
  return {
    messages: names.map(({ name }) => messageOf(cast, scenario, name, the(ids, name, 'message'))),
    acts: scenario.acts.map(({ kind, at, about }) => ({
      id: `${kind} ${at}`,
      kind,
      at: instantOf(at),
      by: the(cast.parties, 'nursing', 'party').herId,
      about: the(ids, about, 'message'),
    })),
  };
};
