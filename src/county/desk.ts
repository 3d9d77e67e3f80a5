import type { ActKind, Flag } from '../domain/expectation-vocabulary.ts';
import type { HandoverParty } from '../domain/handover/facts.ts';
import { type HerId, type MessageId, type Pseudonym, pseudonym } from '../domain/ids.ts';
import { hourMs, minuteMs } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Deed, Letter, PatientScript, ReceiptPlan, StayScript } from './letter.ts';
import type { Municipality } from './places.ts';

/** Where letters of one patient are written: with all that goes wrong on their way, and a count of it. */

/** A stay while it is being written. */
export interface OpenStay extends StayScript {
  readonly letters: Letter[];
  readonly deeds: Deed[];
}

/** A letter to be; what is left out is as it is with most. */
interface Draft
  extends Partial<
    Pick<
      Letter,
      | 'told'
      | 'toldAdmission'
      | 'codes'
      | 'reply'
      | 'died'
      | 'holds'
      | 'lacks'
      | 'parent'
      | 'answers'
      | 'changes'
      | 'status'
      | 'documentId'
    >
  > {
  readonly type: string;
  readonly from: HandoverParty;
  readonly to: readonly HandoverParty[];
  readonly copies?: readonly HandoverParty[];
  readonly sent: number;
  /** Stays that it is about. */
  readonly stays: readonly OpenStay[];
  readonly flags?: readonly Flag[];
  /** After this it is of no use to send it anew. */
  readonly until?: number;
  /** Nothing happens to it on its way. */
  readonly smooth?: boolean;
}

export interface Desk {
  readonly chance: Chance;
  readonly patient: Pseudonym;
  /** Flags that every letter about this patient has: young ones' age. */
  readonly flags: Flag[];
  /** How much more often than most things go wrong for this patient: 1 is as most. */
  slack: number;
  /** Counts a fault that was made on purpose. */
  fault(kind: string): void;
  /** True so often where all is as with most, and then the fault is counted. */
  fails(kind: string, part: number): boolean;
  /** The key of a table of weights, the first of which is how it should go. */
  fate<K extends string>(weights: Readonly<Record<K, number>>): K;
  openStay(municipality: Municipality): OpenStay;
  /** Sends a letter, and sends it anew when it was rejected; undefined when nobody did. */
  send(draft: Draft): Letter | undefined;
  deed(kind: ActKind, at: number, by: HerId, about: Letter, stay?: OpenStay): void;
  script(): PatientScript;
}

type Counts = Map<string, number>;

const second = 1_000;
/** Nobody fails more often than this, whatever their slack. */
const mostFaults = 0.6;

/** A desk for a patient. `counts` takes the faults. */
export const createDesk = (chance: Chance, counts: Counts): Desk => {
  const patient = pseudonym(`${chance.hex()}${chance.hex()}`);
  const flags: Flag[] = [];
  const letters: Letter[] = [];
  const deeds: Deed[] = [];
  const stays: OpenStay[] = [];

  const fault = (kind: string): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  const fails = (kind: string, part: number): boolean => {
    const does = chance.yes(Math.min(mostFaults, part * desk.slack));
    if (does) fault(kind);
    return does;
  };
  const uuid = (): string => {
    const hex = chance.hex();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };

  const receiptOf = (sent: number, received: number, smooth: boolean): ReceiptPlan | undefined => {
    if (smooth || chance.yes(0.82)) return { status: 'ok', at: received };
    const how = chance.weighted({ soon: 120, slow: 20, partial: 12, never: 8, afterTimeOut: 8 });
    switch (how) {
      case 'soon':
        return { status: 'ok', at: received + Math.round(chance.between(1, 50)) * minuteMs };
      case 'slow':
        return { status: 'ok', at: received + Math.round(chance.between(300, 5_000)) * minuteMs };
      case 'partial':
        return { status: 'partial', at: received + Math.round(chance.between(1, 50)) * minuteMs };
      case 'never':
        fault('AppRec missing');
        return undefined;
      case 'afterTimeOut':
        fault('AppRec after time-out');
        return {
          status: 'ok',
          at: Math.max(received, sent + Math.round(chance.between(97, 200) * 60) * minuteMs),
        };
    }
  };

  const write = (draft: Draft, sent: number, rejectedAt?: number): Letter => {
    const smooth = draft.smooth === true;
    const stuck = !smooth && rejectedAt === undefined && fails('delivered late', 0.01);
    const travels = stuck ? chance.between(2, 60) * 3_600 : chance.between(2, 90);
    const received = sent + Math.round(travels) * second;
    const copies = draft.copies ?? [];
    const receipts = new Map<HerId, ReceiptPlan>();
    for (const { herId } of [...draft.to, ...copies]) {
      const receipt: ReceiptPlan | undefined =
        rejectedAt === undefined
          ? receiptOf(sent, received, smooth)
          : { status: 'rejected', at: received + rejectedAt };
      if (receipt !== undefined) receipts.set(herId, receipt);
    }
    const altered = !smooth && chance.yes(0.002);
    const twice = !smooth && (altered || chance.yes(0.008));
    if (twice) fault(altered ? 'MsgId used again' : 'duplicated');
    const letter: Letter = {
      id: '' as MessageId,
      msgId: uuid(),
      type: draft.type,
      status: draft.status ?? 'N',
      patient,
      from: draft.from,
      to: draft.to,
      copies,
      sent,
      received,
      codes: draft.codes ?? [],
      died: draft.died ?? false,
      holds: draft.holds ?? [],
      lacks: draft.lacks ?? [],
      flags: [...flags, ...(draft.flags ?? [])],
      receipts,
      ...(draft.told && { told: draft.told }),
      ...(draft.toldAdmission !== undefined && { toldAdmission: draft.toldAdmission }),
      ...(draft.reply && { reply: draft.reply }),
      ...(draft.parent && { parent: draft.parent }),
      ...(draft.answers && { answers: draft.answers }),
      ...(draft.changes && { changes: draft.changes }),
      ...(draft.documentId !== undefined && { documentId: draft.documentId }),
      ...(twice && { again: { at: received + Math.round(chance.between(1, 4_000)) * minuteMs, altered } }),
    };
    letters.push(letter);
    for (const stay of draft.stays) stay.letters.push(letter);
    return letter;
  };

  const deed: Desk['deed'] = (kind, at, by, about, stay) => {
    const told = Math.max(at, about.received) + Math.round(chance.between(1, 180)) * minuteMs;
    const made: Deed = { id: uuid(), kind, at, told, by, about };
    deeds.push(made);
    stay?.deeds.push(made);
  };

  const send: Desk['send'] = (draft) => {
    if (draft.smooth === true || !fails('AppRec negative', 0.02)) return write(draft, draft.sent);
    const first = write(draft, draft.sent, Math.round(chance.between(1, 150)) * minuteMs);
    const rejected = Math.max(...[...first.receipts.values()].map(({ at }) => at));
    const after = chance.weighted({ anew: 50, late: 20, phone: 15, nothing: 15 });
    if (after === 'phone' && first.from.enterprise !== undefined) {
      deed(
        'receipt-followed-up',
        rejected + Math.round(chance.between(5, 240)) * minuteMs,
        first.from.enterprise,
        first,
      );
    }
    if (after === 'phone' || after === 'nothing') {
      if (after === 'nothing') fault('AppRec negative, nothing done');
      return undefined;
    }
    const hours = after === 'anew' ? chance.between(0.1, 1.8) : chance.between(3, 40);
    const anew = rejected + Math.round(hours * 60) * minuteMs;
    return draft.until !== undefined && anew > draft.until
      ? undefined
      : write({ ...draft, smooth: true }, anew);
  };

  const desk: Desk = {
    chance,
    patient,
    flags,
    slack: 1,
    fault,
    fails,
    fate<K extends string>(weights: Readonly<Record<K, number>>): K {
      const all = Object.entries(weights) as [K, number][];
      const scaled = all.map(([key, weight], place) => [key, place === 0 ? weight : weight * desk.slack]);
      return chance.weighted(Object.fromEntries(scaled) as Record<K, number>);
    },
    openStay({ enterprise, sharesRecord }) {
      const stay: OpenStay = {
        municipality: enterprise,
        sharesRecord,
        letters: [],
        deeds: [],
      };
      stays.push(stay);
      return stay;
    },
    send,
    deed,
    script: () => ({ patient, stays, letters, deeds }),
  };
  return desk;
};

/** An instant so many hours later, to the minute. */
export const later = (at: number, hours: number): number =>
  (Math.round(at / minuteMs) + Math.round((hours * hourMs) / minuteMs)) * minuteMs;
