import type { Speech } from '../../i18n/language.tsx';
import type { Part } from './gone.ts';
import type { Expected, Handover, Owing, Party } from './handover.ts';
import type { Item, Lane } from './lanes.ts';

/** What pages of handovers say, in the reader's language. */

type Words = Pick<Speech, 't' | 'format'>;

const dayMinutes = 1_440;
/** From so long on, hours tell nothing any more. */
const longMinutes = 7 * dayMinutes;

const wordSpan = ({ format }: Pick<Words, 'format'>, minutes: number): string =>
  format.duration(minutes < longMinutes ? minutes : Math.floor(minutes / dayMinutes) * dayMinutes);

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

/** «om 3 t 20 min», «2 t over frist». `asOf`: now. */
export const wordDue = ({ t, format }: Words, dueAt: string | null, asOf: string): string => {
  if (dueAt === null) return t('handovers.due.none');
  const minutes = minutesBetween(asOf, dueAt);
  return minutes >= 0
    ? t('handovers.due.left', { time: wordSpan({ format }, minutes) })
    : t('handovers.due.over', { time: wordSpan({ format }, -minutes) });
};

export const wordDays = ({ t }: Words, count: number): string =>
  count === 1 ? t('handovers.days.one') : t('handovers.days.many', { count });

/** Where one is from and goes to. */
export const wordRoute = ({ t }: Words, { hospitals, municipality }: Handover): string => {
  const name = (party: Party | undefined) =>
    party?.name ?? String(party?.herId ?? t('handovers.row.unknown'));
  return t('handovers.route', { from: name(hospitals.at(-1)), to: name(municipality) });
};

/** State, with how long it has lasted where it is overdue. */
export const wordState = (words: Words, { state, stateText, overdueDays }: Handover): string =>
  state === 'overdue-stay' && overdueDays > 0
    ? words.t('handovers.one.overdue', { state: stateText, days: wordDays(words, overdueDays) })
    : stateText;

/** Who owes: the party's name, with what it is. */
export const wordOwing = ({ name, roleText }: Owing): string => (name === null ? roleText : name);

/** Type of a message in words, its code where none are known. */
export const wordType = ({ t }: Pick<Words, 't'>, code: string): string => {
  const text = t(`words.types.${code}`);
  return text.startsWith('words.') ? code : text;
};

/** Blocks of content in words. */
export const wordBlocks = ({ t }: Pick<Words, 't'>, blocks: readonly string[]): string =>
  blocks
    .map((block) => {
      const text = t(`words.blocks.${block}`);
      return text.startsWith('words.') ? block : text;
    })
    .join(', ');

/** What became of an expectation, or will. */
export const wordExpected = (words: Words, expected: Expected, asOf: string): string => {
  const { t } = words;
  const { state, clockAt, dueAt, evidence, whyText, wasLate, owes } = expected;
  const who = wordOwing(owes);
  const why = whyText ?? '';
  switch (state) {
    case 'met': {
      const minutes = clockAt === null || evidence === null ? -1 : minutesBetween(clockAt, evidence.at);
      return minutes < 1
        ? t('handovers.lane.metEarly')
        : t('handovers.lane.met', { time: wordSpan(words, minutes) });
    }
    case 'met-late':
      return t('handovers.lane.met-late', {
        time: wordSpan(words, dueAt === null || evidence === null ? 0 : minutesBetween(dueAt, evidence.at)),
      });
    case 'late':
      return t('handovers.lane.late', {
        time: wordSpan(words, dueAt === null ? 0 : minutesBetween(dueAt, asOf)),
        who,
      });
    case 'due-soon':
      return t('handovers.lane.soon', { time: wordDue(words, dueAt, asOf), who });
    case 'open':
      return dueAt === null
        ? t('handovers.lane.noDue', { who })
        : t('handovers.lane.open', { time: wordDue(words, dueAt, asOf), who });
    case 'void':
      return t(wasLate ? 'handovers.lane.voidLate' : 'handovers.lane.void', { why });
    case 'not-observable':
      return t('handovers.lane.not-observable', { why });
  }
};

/** Name of an expectation, with its round where the patient has been ready more than once. */
export const wordName = ({ t }: Pick<Words, 't'>, { name, round }: Expected): string =>
  round > 1 ? t('handovers.lane.round', { name, round }) : name;

/** What stands before a lane. */
export const wordLane = (words: Pick<Words, 't'>, { of }: Lane): string =>
  typeof of === 'string' ? words.t(`handovers.picture.${of}Lane`) : wordName(words, of);

/** Source of an expectation: the document, and the part of it. */
export const wordSources = ({ sources }: Expected): string =>
  sources
    .map(({ document, section }) => [document, section].filter((part) => part !== undefined).join(', '))
    .join('; ');

/** Something that a mark tells: a line, when it was, more lines, and the message that may be opened. */
export interface Told {
  readonly title: string;
  readonly at: string;
  readonly more: readonly string[];
  readonly message: string | null;
}

const nameOf = ({ name, herId }: Party): string => name ?? String(herId);

const tellExpected = (
  words: Words,
  kind: Exclude<Item['kind'], 'event'>,
  expected: Expected,
  asOf: string,
) => {
  const { t } = words;
  const { evidence, owes, deliveredLate } = expected;
  const isDone = (kind === 'met' || kind === 'met-late') && evidence !== null;
  const name = wordName(words, expected);
  return {
    title: t(`handovers.mark.${kind === 'met-late' ? 'met' : kind}`, { name }),
    more: [
      wordExpected(words, expected, asOf),
      t('handovers.mark.owes', { who: wordOwing(owes) }),
      ...(isDone
        ? [`${t(`handovers.mark.by.${evidence.by}`)}, ${t(`handovers.mark.sure.${evidence.confidence}`)}`]
        : []),
      ...(isDone && deliveredLate ? [t('handovers.mark.deliveredLate')] : []),
      t('handovers.mark.source', { source: wordSources(expected) }),
    ],
    message: isDone && evidence.by === 'message' ? evidence.id : null,
  };
};

const tellEvent = ({ t, format }: Words, event: Extract<Item, { kind: 'event' }>['event']) => {
  switch (event.type) {
    case 'message': {
      const to = event.receivers.map(nameOf).join(', ');
      return {
        title: t('handovers.mark.message', { type: wordType({ t }, event.messageType) }),
        more:
          event.sender === null
            ? [t('handovers.picture.hidden')]
            : [
                t('handovers.mark.fromTo', { from: nameOf(event.sender), to: to === '' ? '–' : to }),
                t('handovers.mark.received', { time: format.dateTime(event.receivedAt) }),
              ],
        message: event.message,
      };
    }
    case 'receipt':
      return {
        title: t('handovers.mark.receipt', { from: nameOf(event.receiver), text: event.text }),
        more: [],
        message: event.message,
      };
    case 'step':
      return {
        title: event.text,
        more: event.remarkText === null ? [] : [event.remarkText],
        message: event.message,
      };
    case 'act':
      return {
        title: t('handovers.mark.act', { text: event.text, by: nameOf(event.by) }),
        more: [],
        message: null,
      };
  }
};

/** What an item of a mark tells. */
export const tell = (words: Words, item: Item, asOf: string): Told => {
  const at = words.format.dateTime(new Date(item.at));
  return item.kind === 'event'
    ? { at, ...tellEvent(words, item.event) }
    : { at, ...tellExpected(words, item.kind, item.expected, asOf) };
};

/** A month, quarter or year by its first day: «oktober 2026», «4. kvartal 2026», «2026». */
export const wordPeriod = (
  { t, format }: Words,
  grain: 'month' | 'quarter' | 'year',
  start: string,
): string => {
  const [year = '', month = ''] = start.split('-');
  switch (grain) {
    case 'month':
      return format.month(`${start}T12:00:00Z`);
    case 'quarter':
      return t('handovers.board.quarter', { quarter: Math.ceil(Number(month) / 3), year });
    case 'year':
      return year;
  }
};

/** Name of an expectation in figures; of its cases, by who owes. */
export const wordPart = ({ t }: Pick<Words, 't'>, part: Part): string =>
  part.case === null || part.owes.length === 0
    ? part.name
    : t('handovers.board.part', { name: part.name, owes: part.owes.join(', ') });
