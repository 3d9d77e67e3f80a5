import { endOfDay, osloDate } from '../domain/calendar.ts';
import type { Directory } from '../domain/directory.ts';
import { codeLists, contentBlocks, type Flag, flags } from '../domain/expectation-vocabulary.ts';
import type { ContentBlocks, DatedEvent, HandoverMessage } from '../domain/handover/facts.ts';
import type { MessageReading } from '../domain/handover/reading.ts';
import type { HerId } from '../domain/ids.ts';
import type { Telling } from '../domain/mark.ts';
import { resolveTimestamp } from '../domain/norwegian-time.ts';
import type { MessageRecord } from '../domain/store.ts';
import type { ContentEvent } from '../messages/types.ts';
import type { Inspection } from './inspect.ts';
import { ageFlags } from './reading-age.ts';
import { partyAsOf } from './reading-parties.ts';
import { replyOf } from './reading-reply.ts';

/** What is known of a message besides its document. */
type ReadMessage = Pick<MessageRecord, 'sender' | 'genInstant' | 'receivedAt' | 'type'>;

/** Codes that the fold of handovers knows; any other may be anything, a patient's number included. */
const eventCodes: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '13', 'start', 'end', 'assessed']);

/** What these tell of holds, whether or not its time is marked as an estimate (HIS 1149:2014). */
const holdAnyway: ReadonlySet<string> = new Set([
  'LOG_INNLAGT',
  'LOG_UTSKRIVNINGSKLAR',
  'LOG_UTSKREVET',
  'LOG_DOD',
]);

/** What lies outside is a slip of the pen, and no calendar should have to reckon with it. */
const isPlausible = (at: Date): boolean => {
  const year = at.getUTCFullYear();
  return year >= 1900 && year < 2200;
};

const dateForm = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;

/** Undefined for what is no date: a month, a year, or a time of day. */
const eventOf = ({ code, at }: ContentEvent, near: Date): DatedEvent | undefined => {
  const date = dateForm.exec(at.trim())?.[1];
  const instant = date === undefined && !at.includes('T') ? undefined : resolveTimestamp(date ?? at, near);
  if (instant === undefined || !isPlausible(instant)) return undefined;
  return date === undefined
    ? { code, at: instant, dateOnly: false }
    : { code, at: endOfDay(osloDate(instant)), dateOnly: true };
};

/** Of contacts that follow or hold each other only the first start and the last end count. */
const contactOf = (events: readonly DatedEvent[]): readonly DatedEvent[] => {
  const inOrder = (code: string) =>
    events.filter((event) => event.code === code).sort((a, b) => a.at.getTime() - b.at.getTime());
  return [...inOrder('end').slice(-1), ...inOrder('start').slice(0, 1)];
};

const isOfContact = ({ code }: { readonly code: string }): boolean => code === 'start' || code === 'end';

const eventsOf = (
  { type, receivedAt }: ReadMessage,
  told: readonly ContentEvent[],
): readonly DatedEvent[] => {
  const events = told
    .filter(({ code, estimated }) => eventCodes.has(code) && (!estimated || holdAnyway.has(type)))
    .flatMap((event) => eventOf(event, receivedAt) ?? []);
  return [...events.filter((event) => !isOfContact(event)), ...contactOf(events)];
};

const codesOf = ({ content }: Inspection): HandoverMessage['codes'] =>
  content?.codes?.filter(({ list }) => codeLists.some((known) => known === list)) ?? [];

/** Parts that marks tell of are there, whatever rows say of them. */
const blocksOf = ({ blocks, told }: Inspection): ContentBlocks | undefined => {
  const names: ReadonlySet<string> = told ?? new Set();
  const found = contentBlocks.filter((block) => names.has(block));
  if (blocks === undefined) {
    return found.length === 0 ? undefined : { present: found, missing: [], explained: [], noted: [] };
  }
  const others = (all: readonly string[]) => all.filter((name) => !found.some((each) => each === name));
  return {
    present: [...others(blocks.present), ...found].sort(),
    missing: others(blocks.missing),
    explained: others(blocks.explained),
    noted: others(blocks.noted),
  };
};

/** Plans that the message tells of; the plans themselves are not kept. */
const planFlags = ({ told = new Set() }: Inspection): readonly Flag[] =>
  [...told].filter((telling): telling is Telling & Flag => Object.hasOwn(flags, telling)).sort();

/**
 * What a message's content tells of its handover, to be kept beside it. Undefined for receipts, and for documents that
 * nothing could be read of.
 */
export const readingOf = (
  directory: Pick<Directory, 'organisation' | 'party' | 'isShared'>,
  message: ReadMessage,
  receivers: readonly HerId[],
  inspection: Inspection,
): MessageReading | undefined => {
  const { envelope, content } = inspection;
  if (envelope === undefined || envelope.family === 'apprec') return undefined;
  const sender = partyAsOf(directory, message.sender);
  const blocks = blocksOf(inspection);
  const reply = replyOf(sender, message.type, inspection);
  return {
    sender,
    receivers: receivers.map((receiver) => partyAsOf(directory, receiver)),
    events: eventsOf(message, content?.events ?? []),
    codes: codesOf(inspection),
    flags: [...ageFlags(envelope.patient, message.genInstant), ...planFlags(inspection)],
    ...(blocks && { blocks }),
    ...(content?.died && { died: true }),
    ...(reply && { reply }),
  };
};
