import type { DatedDeadline } from './deadline.ts';
import type { Expectation, ExpectationCase, ExpectationCatalogue, HandoverSettings } from './expectation.ts';
import { type ExpectationFault, expectationFaults } from './expectation-faults.ts';
import type { HandoverRules, SwitchedOff } from './handover/ground.ts';
import { fail, ok, type Result } from './result.ts';

/** A change of the catalogue that nobody has decided yet: what it would come to is tried on stored traffic first. */

/** A deadline for a case of a row that there is: it holds from its first day on, whatever stood for later. */
interface ThresholdDraft extends DatedDeadline {
  readonly expectation: string;
  /** Of a row with several cases. */
  readonly case?: string;
}

export interface ExpectationDraft {
  /** Rows in the place of those of the same id, or beside all others. */
  readonly expectations: readonly Expectation[];
  /** Ids of rows that go. */
  readonly retire: readonly string[];
  readonly thresholds: readonly ThresholdDraft[];
  /** In the place of those of the same first day, or beside them. */
  readonly settings: readonly HandoverSettings[];
  /** All that is switched off; as it is, when left out. */
  readonly switchedOff?: readonly SwitchedOff[];
}

/** What a draft changes. */
type Drafted = Omit<HandoverRules, 'reports'>;

type Path = ExpectationFault['path'];

/** A row of the drafted catalogue, and where in the draft its faults are. */
interface Placed {
  readonly row: Expectation;
  readonly path: Path;
  /** The row stands in the draft, so that paths into it lead on from there. */
  readonly isWhole: boolean;
}

/** The deadlines with another on top: what holds from its day on, or later, is replaced. */
const withDeadline = (
  rows: readonly DatedDeadline[],
  { validFrom, deadline, decided }: ThresholdDraft,
): readonly DatedDeadline[] => [
  ...rows.filter((row) => row.validFrom < validFrom),
  { validFrom, deadline, ...(decided && { decided }) },
];

const isMeant = ({ cases }: Expectation, { name }: ExpectationCase, threshold: ThresholdDraft): boolean =>
  threshold.case === undefined ? cases.length === 1 : name === threshold.case;

/** Why a threshold finds no case; undefined when it finds one. */
const thresholdFault = (
  rows: readonly Placed[],
  threshold: ThresholdDraft,
): (Omit<ExpectationFault, 'path'> & { readonly field: string }) | undefined => {
  const found = rows.find(({ row }) => row.id === threshold.expectation)?.row;
  if (found === undefined) {
    return { field: 'expectation', message: `there is no row ${threshold.expectation}` };
  }
  if (found.cases.some((each) => isMeant(found, each, threshold))) return undefined;
  const names = found.cases.flatMap(({ name }) => name ?? []);
  const message =
    names.length > 0
      ? `${found.id} has the cases ${names.join(', ')}: name one`
      : `${found.id} has no named case`;
  return { field: 'case', message };
};

const applied = (placed: Placed, threshold: ThresholdDraft, at: number): Placed => {
  const { row } = placed;
  if (row.id !== threshold.expectation) return placed;
  const cases = row.cases.map((each) =>
    isMeant(row, each, threshold) ? { ...each, deadlines: withDeadline(each.deadlines, threshold) } : each,
  );
  return placed.isWhole
    ? { ...placed, row: { ...row, cases } }
    : { row: { ...row, cases }, path: ['thresholds', at], isWhole: false };
};

const byFirstDay = <Row extends { readonly validFrom: string }>(one: Row, other: Row): number =>
  one.validFrom < other.validFrom ? -1 : 1;

const withSettings = (
  inForce: readonly HandoverSettings[],
  drafted: readonly HandoverSettings[],
): readonly HandoverSettings[] => {
  const days = new Set(drafted.map(({ validFrom }) => validFrom));
  return [...inForce.filter(({ validFrom }) => !days.has(validFrom)), ...drafted].sort(byFirstDay);
};

const settingsFaults = ({ settings }: ExpectationDraft): readonly ExpectationFault[] =>
  settings.flatMap(({ validFrom }, at) =>
    settings.findIndex((each) => each.validFrom === validFrom) < at
      ? [{ path: ['settings', at, 'validFrom'], message: 'other settings of the draft hold from that day' }]
      : [],
  );

const unknownIds = (
  ids: readonly string[],
  rows: readonly { readonly id: string }[],
  path: (at: number) => Path,
): readonly ExpectationFault[] =>
  ids.flatMap((id, at) =>
    rows.some((row) => row.id === id) ? [] : [{ path: path(at), message: `there is no row ${id}` }],
  );

/** The rows of the drafted catalogue: the delivered ones in their order, then new ones. */
const placedRows = ({ expectations }: ExpectationCatalogue, draft: ExpectationDraft): readonly Placed[] => {
  const own = draft.expectations.map(
    (row, at): Placed => ({ row, path: ['expectations', at], isWhole: true }),
  );
  const first = (id: string): Placed | undefined => own.find(({ row }) => row.id === id);
  const kept = expectations
    .filter(({ id }) => !draft.retire.includes(id))
    .map((row) => first(row.id) ?? { row, path: ['retire'], isWhole: false });
  return [...kept, ...own.filter((each) => !kept.includes(each))];
};

/**
 * The rules that a draft makes of those in force, or every fault in it, with paths that start at the draft. `knows`
 * tells the functions of 8279 that can pass.
 */
export const drafted = (
  { catalogue, switchedOff }: Drafted,
  draft: ExpectationDraft,
  knows: (code: string) => boolean,
): Result<Drafted, readonly ExpectationFault[]> => {
  const faults: ExpectationFault[] = [
    ...unknownIds(draft.retire, catalogue.expectations, (at) => ['retire', at]),
    ...settingsFaults(draft),
  ];
  const ordered = draft.thresholds.map((threshold, at) => ({ threshold, at }));
  let rows = placedRows(catalogue, draft);
  for (const { threshold, at } of ordered.sort((a, b) => byFirstDay(a.threshold, b.threshold))) {
    const fault = thresholdFault(rows, threshold);
    if (fault === undefined) rows = rows.map((each) => applied(each, threshold, at));
    else faults.push({ path: ['thresholds', at, fault.field], message: fault.message });
  }
  const off = draft.switchedOff ?? switchedOff;
  const offIds = (draft.switchedOff ?? []).map(({ expectation }) => expectation);
  const offPath = (at: number): Path => ['switchedOff', at, 'expectation'];
  const settings = withSettings(catalogue.settings, draft.settings);
  const own = expectationFaults(
    rows.map(({ row }) => row),
    knows,
  ).map(({ path: [at, ...rest], message }): ExpectationFault => {
    const place = rows[Number(at)];
    return { path: place?.isWhole ? [...place.path, ...rest] : (place?.path ?? []), message };
  });
  faults.push(
    ...unknownIds(
      offIds,
      rows.map(({ row }) => row),
      offPath,
    ),
    ...own,
  );
  const firstDay = settings[0]?.validFrom ?? '';
  for (const { path } of rows.filter(({ row }) => row.validFrom < firstDay)) {
    faults.push({ path: [...path, 'validFrom'], message: 'it holds before the first settings do' });
  }
  if (faults.length > 0) return fail(faults);
  const expectations = rows.map(({ row }) => row);
  return ok({ catalogue: { ...catalogue, expectations, settings }, switchedOff: off });
};
