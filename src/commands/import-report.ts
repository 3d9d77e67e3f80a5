import type { FileFault, ImportListener, ImportProgress } from '../app/import/ports.ts';
import type { ImportCounts, ImportPhase, ImportSummary } from '../domain/import-store.ts';
import type { Terminal } from './command.ts';

/** What an import has come to, as it is printed. */
export interface ImportFigures extends ImportSummary {
  /** What its messages have as their request, after `import-`. */
  readonly import: string;
  readonly counts: ImportCounts;
  /** Files that cannot be documents, by their ending. */
  readonly passedOver: number;
  readonly seconds: number;
  /** Messages and receipts stored a second by this run, from its start to its end. */
  readonly rate: number;
}

/** A listener that also counts what this run has stored: an earlier one may have been broken off. */
export interface CommandListener extends ImportListener {
  stored(): number;
}

/** How often people are told how far it has come. */
const everySeconds = 2;
const digestDigits = 12;

const phases: Readonly<Record<ImportPhase, string>> = {
  messages: 'messages',
  receipts: 'receipts',
  timeouts: 'receipts that never came',
  handovers: 'handovers judged',
  done: 'done',
};

const storedIn = (counts: ImportCounts): number => (counts.stored ?? 0) + (counts['receipts-matched'] ?? 0);

const faultLine = ({ code, position, name, digest }: FileFault, names: boolean): string =>
  [
    `file ${position}`,
    ...(names ? [name] : []),
    ...(digest ? [digest.slice(0, digestDigits)] : []),
    code,
  ].join(' · ');

/** Tells faults on standard output, a line each, and now and then on standard error how far it has come. */
export const createListener = (
  terminal: Terminal,
  { json, names }: { readonly json: boolean; readonly names: boolean },
  seconds: () => number,
): CommandListener => {
  let told = 0;
  let first: number | undefined;
  let last = 0;
  return {
    fault(fault) {
      const { code, position, name, digest } = fault;
      const row = {
        kind: 'fault',
        code,
        position,
        ...(digest !== undefined && { digest }),
        ...(names && { name }),
      };
      terminal.out(json ? JSON.stringify(row) : faultLine(fault, names));
    },
    progress({ phase, done, total, counts }: ImportProgress) {
      last = storedIn(counts);
      first ??= last;
      if (seconds() - told < everySeconds) return;
      told = seconds();
      const of = total === undefined ? '' : ` of ${total} files`;
      const rate = Math.round((last - first) / seconds());
      terminal.err(`${phases[phase]}: ${done}${of}, ${last} stored, ${rate}/s`);
    },
    stored: () => last - (first ?? 0),
  };
};

const named: Readonly<Record<string, string>> = {
  stored: 'messages stored',
  duplicates: 'messages already here',
  'not-ours': 'messages between others only',
  others: 'files that are no XML',
  receipts: 'receipts in the archive',
  'receipts-matched': 'receipts stored with what they answer',
  'receipts-here': 'receipts already here',
  'receipts-repeated': 'receipts of what another receipt answers',
  'receipts-without-original': 'receipts of messages that are not here',
  'receipts-of-live': 'receipts of messages that came live',
  'receipts-not-awaited': 'receipts that were not awaited',
  'timed-out': 'receipts that never came in time',
};

const countLines = (counts: ImportCounts): readonly string[] => [
  ...Object.entries(named).flatMap(([name, words]) =>
    counts[name] === undefined ? [] : [`${String(counts[name]).padStart(9)}  ${words}`],
  ),
  ...Object.keys(counts)
    .filter((name) => name.startsWith('fault.'))
    .sort()
    .map((name) => `${String(counts[name]).padStart(9)}  not taken in: ${name.slice('fault.'.length)}`),
];

const passed = (passedOver: number): readonly string[] =>
  passedOver === 0 ? [] : [`${String(passedOver).padStart(9)}  files passed over for their ending`];

/** The figures of a rehearsal for people. */
export const rehearsalLines = ({
  counts,
  types,
  passedOver,
}: {
  readonly counts: ImportCounts;
  readonly types: Readonly<Record<string, number>>;
  readonly passedOver: number;
}): readonly string[] => [
  'Nothing was stored. It would be:',
  ...countLines(counts),
  ...passed(passedOver),
  ...Object.entries(types).map(([type, count]) => `${String(count).padStart(9)}  ${type}`),
];

/** The figures of an import for people. */
export const importLines = (figures: ImportFigures): readonly string[] => {
  const { types, senders, months, counts } = figures;
  const span = months.length === 0 ? '' : `, ${months[0]?.month} to ${months.at(-1)?.month}`;
  return [
    `Import ${figures.import}${span}`,
    ...countLines(counts),
    ...passed(figures.passedOver),
    `${String(figures.rejected).padStart(9)}  messages that today's rules would reject`,
    `${String(figures.handovers).padStart(9)}  handovers, ${figures.lateHandovers} of them late`,
    'Messages by type:',
    ...types.map(({ type, count }) => `${String(count).padStart(9)}  ${type}`),
    `Messages by month: ${months.map(({ month, count }) => `${month} ${count}`).join(', ')}`,
    `Senders: ${senders.map(({ sender, count }) => `${sender} ${count}`).join(', ')}`,
    `${figures.seconds} s, ${figures.rate} messages and receipts a second, with their handovers judged`,
  ];
};
