import { isAppRecErrorCode } from '../domain/app-rec-codes.ts';
import { type Severity, severities } from '../domain/finding.ts';
import { formatOslo } from '../domain/norwegian-time.ts';
import type { Clock } from '../domain/ports.ts';
import type { LanguageTexts } from '../domain/texts.ts';
import type { Place } from './cast.ts';
import type { FindingRow, HandoverRow, StatusRow } from './edi-client.ts';
import { type Style, wrap } from './layout.ts';
import type { Channel } from './logbook.ts';
import type { AppRecErrorRow } from './read-document.ts';
import type { Step } from './steps.ts';
import type { Words } from './words.ts';

/** Tells the play as it happens, a few lines a message. Prints ids, codes, names of services and the gateway's own texts, never what a message says. */
export interface Timeline {
  line(text?: string): void;
  step(number: number, step: Step): void;
  accepted(id: string): void;
  again(): void;
  delivered(place: Place, channel: Channel): void;
  receipted(place: Place, row: StatusRow): void;
  rejected(place: Place, row: StatusRow, errors: readonly AppRecErrorRow[]): void;
  findings(rows: readonly FindingRow[]): void;
  /** What the messages together came to; `unseen`: how much nobody can tell whether it was done. */
  handover(state: string, unseen: number): void;
  expected(row: HandoverRow['expected'][number]): void;
  fault(text: string): void;
  /** Something outside the play. */
  event(text: string): void;
}

interface TimelineParts {
  readonly out: (line: string) => void;
  readonly clock: Clock;
  readonly style: Style;
  readonly words: Words;
  readonly texts: LanguageTexts;
}

const margin = 3;
const labelWidth = 13;
const timeWidth = 10;
const textColumn = margin + timeWidth + labelWidth;

/** A service or GP with its enterprise, as people name them. */
export const nameOf = ({ name, enterprise }: Place): string => `${name} (${enterprise.name})`;

const gradeOf = (severity: string): Severity | undefined => severities.find((known) => known === severity);
const weight = ({ severity }: FindingRow): number => {
  const grade = gradeOf(severity);
  return grade === undefined ? -1 : severities.indexOf(grade);
};

export const createTimeline = ({ out, clock, style, words, texts }: TimelineParts): Timeline => {
  const { labels } = words;
  const row = (label: string, text: string, mark: (text: string) => string = (plain) => plain): void => {
    const time = formatOslo(clock.now()).slice(11, 19);
    const [first = '', ...rest] = wrap(text, textColumn);
    const start = `${' '.repeat(margin)}${style.quiet(time.padEnd(timeWidth))}`;
    out(`${start}${mark(label.padEnd(labelWidth))}${first}`);
    for (const line of rest) out(`${' '.repeat(textColumn)}${line}`);
  };
  const below = (text: string): void => {
    for (const line of wrap(text, textColumn)) out(`${' '.repeat(textColumn)}${line}`);
  };
  const states = ({ transportDeliveryState, appRecStatus }: StatusRow): string =>
    `transport ${transportDeliveryState}, AppRec ${appRecStatus ?? '–'}`;

  return {
    line: (text = '') => {
      if (text === '') out('');
      for (const line of wrap(text, 0)) out(line);
    },
    step(number, { name, at, type, from, to }) {
      const wall = formatOslo(at);
      const weekday = words.weekdays[new Date(wall.slice(0, 10)).getUTCDay()] ?? '';
      const day = `${weekday} ${Number(wall.slice(8, 10))}.${Number(wall.slice(5, 7))}.`;
      out('');
      out(style.strong(`${String(number).padEnd(margin)}${words.steps[name]}`));
      out(`${' '.repeat(margin)}${style.quiet(`${day} ${words.at} ${wall.slice(11, 16)} · ${type}`)}`);
      const line = (label: string, place: Place): void => {
        out(`${' '.repeat(margin)}${label.padEnd(timeWidth)}${nameOf(place)}`);
      };
      line(labels.from, from);
      for (const [index, place] of to.entries()) line(index === 0 ? labels.to : labels.copy, place);
    },
    accepted: (id) => row(labels.accepted, id),
    again: () => row(labels.again, words.sameId),
    delivered: (place, channel) => row(labels.delivered, `${place.name}: ${words.channels[channel]}`),
    receipted: (place, status) => row(labels.receipted, `${place.name}: ${states(status)}`, style.good),
    rejected(place, status, errors) {
      row(labels.rejected, `${place.name}: ${states(status)}`, style.bad);
      for (const { code, details } of errors) {
        const wording = isAppRecErrorCode(code) ? texts.appRecErrors[code] : undefined;
        below(`${code} ${wording?.title ?? ''}`.trimEnd());
        // The one who rejects knows best what to do; the code list's own advice is for when it says nothing.
        below(details ?? wording?.mend ?? '');
      }
    },
    findings(rows) {
      for (const finding of [...rows].sort((a, b) => weight(b) - weight(a))) {
        const { title, mend, severity } = finding;
        const grade = gradeOf(severity);
        row(
          labels.finding,
          `${title} (${grade === undefined ? severity : words.severities[grade]})`,
          style.notable,
        );
        if (mend !== null) below(mend);
      }
    },
    handover(state, unseen) {
      out('');
      out(style.strong(words.handover));
      out(`${' '.repeat(margin)}${state}${unseen === 0 ? '' : `, ${words.unseen(unseen)}`}`);
    },
    expected({ name, act, state, stateText, owes }) {
      const mark = state === 'late' ? style.bad : state === 'met' ? style.good : style.notable;
      const label = `${stateText} `.padEnd(timeWidth + labelWidth);
      out(`${' '.repeat(margin)}${mark(label)}${name} (${owes.roleText})`);
      if (state === 'late' && act !== null) below(act);
    },
    fault: (text) => row(labels.fault, text, style.bad),
    event: (text) => out(`${style.quiet(formatOslo(clock.now()).slice(11, 19))}  ${text}`),
  };
};
