import type { AppRecVersion } from '../domain/app-rec.ts';
import type { Envelope, EnvelopeFamily, ServiceStatus } from '../domain/message.ts';
import type { Fault } from '../domain/outcome.ts';
import type { Result } from '../domain/result.ts';
import type { XmlElement } from '../xml/dom.ts';

/** A dated event that a message tells of (9121 for PLO, dates of stay for epikrise). */
export interface ContentEvent {
  /** 9121 code (1 innlagt, 2 utskrevet, 3 utskrivningsklar, 4 avmeldt, 5 forventet, 13 død), or `start`/`end` of a contact. */
  readonly code: string;
  /** TS value as received. */
  readonly at: string;
  readonly estimated: boolean;
}

/** What a payload says that the gateway acts on. Codes, ids and times; no text about the patient. */
export interface Content {
  readonly serviceStatus?: ServiceStatus;
  /** Id that survives changes, when the payload has one. */
  readonly documentId?: string;
  /** Id that an AppRec 1.0 refers to when it is not the MsgId (HCP messages). */
  readonly appRecId?: string;
  readonly events: readonly ContentEvent[];
  /** Referral with ReqServ/Priority 0: patient faults never reject it (HIS 80415:2012 §3.3.4). */
  readonly emergency?: boolean;
  /** Ids of what this answers: referral ids of an epikrise, the question of an answer. */
  readonly answers?: readonly string[];
}

/** A function of a message (8279) that a payload may carry. */
export interface MessageFunction {
  /** 8279 code. */
  readonly code: string;
  /** Its display name. */
  readonly name: string;
  /** Child of the payload root that stands for this function, where one root serves several. */
  readonly element?: string;
}

/**
 * One payload format in one version: everything the gateway must know to take it in.
 * Shared code reads these properties and never asks which type it holds.
 */
export interface MessageType {
  /** Folder name, e.g. `pasientlogistikk-1.6`. */
  readonly key: string;
  readonly version: string;
  readonly family: EnvelopeFamily;
  /** Payload root: first element of the first document, or the message's own root. */
  readonly root: { readonly namespace: string; readonly name: string };
  readonly functions: readonly MessageFunction[];
  /** Which AppRec answers it; AppRec types themselves are never receipted. */
  readonly appRec: AppRecVersion | 'none';
  /** Whether it must name a patient well enough (E36). */
  readonly patient: 'required' | 'none';
  /** E35 may be asked of the receiver's system (epikrise, svarrapport). */
  readonly needsPatientRecord?: boolean;
  /** 7309 values its profile allows (HISD 1154); undefined when the type has no such field. */
  readonly statuses?: readonly ServiceStatus[];
  /** Media types that attachments may have, where the process says so (HIS 1036); undefined: no rule. */
  readonly attachments?: readonly string[];
  /** False where the profile forbids OtherReceiver. */
  readonly copies: boolean;
  /** Prefixes that rule rows of this type may use in XPath. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** HCP messages and AppRecs carry their own envelope. */
  readonly readEnvelope?: (root: XmlElement) => Result<Envelope, Fault>;
  /** True when the payload is of the function that the envelope names, e.g. LOG_INNLAGT with MeldingInnlagtPasient. */
  readonly carries: (payload: XmlElement, code: string) => boolean;
  /** Reads the payload of a message that is schema-valid; must not throw on one that is not. */
  readonly read: (payload: XmlElement) => Content;
}
