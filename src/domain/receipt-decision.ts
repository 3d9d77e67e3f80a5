import type { AppRecError, AppRecVersion } from './app-rec.ts';
import { type AppRecErrorCode, appRecCodes, needsDetails } from './app-rec-codes.ts';
import { type Fault, fault, outcomeRow } from './outcome.ts';
import { type ReceiptFacts, type ReceiptRow, type ReceiptRowId, receiptRows } from './receipt-table.ts';

/** What one recipient answers. A receipt that is OK has no errors; a rejection has at least one. */
export type ReceiptDecision =
  | { readonly kind: 'none'; readonly reason: ReceiptRowId }
  | { readonly kind: 'manual'; readonly reason: ReceiptRowId }
  | { readonly kind: 'answer'; readonly status: 1; readonly errors: readonly [] }
  | {
      readonly kind: 'answer';
      readonly status: 2;
      readonly errors: readonly [AppRecError, ...AppRecError[]];
    };

/** Words a fault for people, as the OT of its Error; undefined or '' when there is nothing to add. */
export type FaultWording = (fault: Fault) => string | undefined;

type Row = ReceiptRow & { readonly id: ReceiptRowId };

const codeOf = (row: Row, version: AppRecVersion, { code }: Fault): AppRecErrorCode => {
  const own = version === '1.0' ? row.codeIn10 : undefined;
  return own ?? outcomeRow(code).appRec ?? 'X99';
};

/** The row's errors: one for each concrete fault that the facts name, else the row's own. */
const errorsOf = (row: Row, facts: ReceiptFacts, word: FaultWording): readonly AppRecError[] => {
  if (row.faults === undefined) return [];
  const [first, ...others] = row.faults;
  const named = facts.faults.filter(({ code }) => code === first || others.includes(code));
  return (named.length > 0 ? named : [fault(first)]).map((one) => {
    const code = codeOf(row, facts.appRecVersion, one);
    const details = word(one)?.trim() || (needsDetails(code) ? one.code : undefined);
    return { code, text: appRecCodes[code].name, ...(details !== undefined && { details }) };
  });
};

const isSame = (a: AppRecError, b: AppRecError): boolean => a.code === b.code && a.details === b.details;

/** Evaluates a table: `decideReceipt` with its own rows. */
export const applyRows = (rows: readonly Row[], facts: ReceiptFacts, word: FaultWording): ReceiptDecision => {
  const effectOf = (row: Row) => row.effect[facts.appRecVersion];
  const applying = rows.filter((row) => row.when(facts));
  const silent = applying.find((row) => effectOf(row) === 'no-answer');
  if (silent !== undefined) return { kind: 'none', reason: silent.id };

  const sparesPatient = applying.some((row) => effectOf(row) === 'spare-patient');
  const judged = applying.filter((row) => !(sparesPatient && row.aboutPatient === true));
  const [first, ...others] = judged
    .filter((row) => effectOf(row) === 'reject')
    .flatMap((row) => errorsOf(row, facts, word))
    .filter((error, at, all) => all.findIndex((other) => isSame(error, other)) === at);
  if (first !== undefined) return { kind: 'answer', status: 2, errors: [first, ...others] };

  const manual = judged.find((row) => effectOf(row) === 'manual');
  return manual === undefined
    ? { kind: 'answer', status: 1, errors: [] }
    : { kind: 'manual', reason: manual.id };
};

/**
 * Decides what one recipient answers (HIS 80415:2012 §3.3.4; AppRec 1.0: HITS 1168:2016 §4.4). Every ground to reject
 * is collected before a person is asked: what must be rejected needs nobody's judgement.
 * `word` gives the Errors their OT; it is given figures and codes only, so what it makes of them holds no content.
 */
export const decideReceipt = (facts: ReceiptFacts, word: FaultWording): ReceiptDecision =>
  applyRows(receiptRows, facts, word);
