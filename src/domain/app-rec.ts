import type { Address, Coded, Ident } from './message.ts';

/** AppRec standard: 1.0 is HIS 80415:2004, 1.1 is HIS 80415:2012. */
export type AppRecVersion = '1.0' | '1.1';

/** 8258: 1 OK, 2 Avvist, 3 OK, feil i delmelding (1.1) or a negative (1.0). */
export type AppRecStatus = 1 | 2 | 3;

/** An Error of an AppRec. `system` is an OID, 8221 when left out of what we build. */
export interface AppRecError {
  readonly code: string;
  readonly system?: string;
  /** DN: the code's own text. */
  readonly text: string;
  /** OT: what the receiver says more; always shown, required with the general codes (x99). */
  readonly details?: string;
}

/** One unit of an AppRec party: Inst, Dept, HCPerson or HCProf. */
export interface AppRecUnit {
  readonly name?: string;
  /** Id/TypeId first, then every AdditionalId; TypeId carries no OID here. */
  readonly idents: readonly Ident[];
  readonly type?: Coded;
}

/** What may be kept of an Error outside the sealed AppRec: its code and code system. Its texts are the receiver's own words. */
export interface ReceiptCode {
  readonly code: string;
  readonly system?: string;
}

/** The code lists in use (8221, 8222, 8223) have at most a letter and digits; a word could be a name. */
const codeForm = /^[A-Z]?\d{1,3}$/;
/** Arcs shorter than a person's number. */
const oidForm = /^[0-2](\.\d{1,10}){1,20}$/;

/** Codes of an AppRec's errors, in their order; what does not look like a code is kept as `?`. */
export const receiptCodes = (errors: readonly AppRecError[]): readonly ReceiptCode[] =>
  errors.map(({ code, system }) => ({
    code: codeForm.test(code) ? code : '?',
    ...(system !== undefined && oidForm.test(system) && { system }),
  }));

/** Sender or receiver of an AppRec. */
export interface AppRecParty {
  readonly role?: Coded;
  readonly inst?: AppRecUnit;
  /** Dept and HCPerson, in their order: the schema lets an Inst have several of each, and both. */
  readonly depts?: readonly AppRecUnit[];
  readonly persons?: readonly AppRecUnit[];
  /** A bare professional (HCProf), only where the original named nobody else. */
  readonly professional?: AppRecUnit;
  readonly specialty?: Coded;
  readonly address?: Address;
}

/** An application receipt as a value, whichever version it travels in. */
export interface AppRec {
  readonly version: AppRecVersion;
  /** Own new id (UUID). */
  readonly id: string;
  /** dateTime text. */
  readonly genDate: string;
  readonly software?: { readonly name: string; readonly version: string };
  readonly sender: AppRecParty;
  readonly receiver: AppRecParty;
  readonly status: AppRecStatus;
  readonly errors: readonly AppRecError[];
  readonly original: {
    readonly type: Coded;
    /** Received GenDate, same text. */
    readonly issueDate: string;
    readonly id: string;
  };
}
