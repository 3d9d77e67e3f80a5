import type { AppRecVersion } from '../domain/app-rec.ts';
import type { Coded, Envelope, EnvelopeFamily, ServiceStatus } from '../domain/message.ts';
import type { Fault } from '../domain/outcome.ts';
import type { Result } from '../domain/result.ts';
import type { XmlElement } from '../xml/dom.ts';

/** A dated event that a message tells of (9121 for PLO, dates of stay for epikrise, of assessment for henvisning). */
export interface ContentEvent {
  /**
   * 9121 code (1 innlagt, 2 utskrevet, 3 utskrivningsklar, 4 avmeldt, 5 forventet, 13 død), `start`/`end` of a contact,
   * or `assessed` of a referral. As received, so 9121 may be anything.
   */
  readonly code: string;
  /** TS value as received. */
  readonly at: string;
  readonly estimated: boolean;
}

/** A coded value that tells what a message is for: its code list by number, and its code, three characters at most. */
export interface ContentCode {
  readonly list: string;
  readonly v: string;
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
  /** Type of content (9137, 9140), status of a referral (9148), its urgency (8304, 8306), reply to readiness (9155). */
  readonly codes?: readonly ContentCode[];
  /** A notice of discharge that says that the patient died (8431: 2 or 3). */
  readonly died?: true;
}

/** A free text and the heading it stands under. */
export interface TextBlock {
  /** 8231, 8311, 8234, 9141 to 9145; none for a text in a field of its own. */
  readonly heading?: Coded;
  readonly text: string;
  readonly element: XmlElement;
}

/** A drug as it is listed: prescribed, recommended, stopped or one to beware of, as its status tells. */
export interface MedicationEntry {
  readonly name?: string;
  readonly code?: Coded;
  readonly dose?: string;
  /** 7307 in epikrise and henvisning 1.x; 9104 in PLO, where a drug in use has none. */
  readonly status?: Coded;
  /** 9101: fast, kur, ved behov. */
  readonly use?: Coded;
  readonly element: XmlElement;
}

/** A control or a visit that has been booked or is to be. */
export interface Appointment {
  /** As received; none while it is not booked. */
  readonly at?: string;
  readonly place?: string;
  readonly state: 'booked' | 'to-be-booked' | 'tentative';
  readonly element: XmlElement;
}

/** A diagnosis by code, by text or by both. */
export interface Diagnosis {
  readonly code?: Coded;
  readonly text?: string;
  readonly main: boolean;
}

/**
 * What a payload says of the patient. It is read for the rules alone, while the document is open, and is neither
 * stored nor shown.
 */
export interface Clinical {
  readonly texts: readonly TextBlock[];
  readonly medications: readonly MedicationEntry[];
  readonly appointments: readonly Appointment[];
  readonly diagnoses: readonly Diagnosis[];
}

/** A function of a message (8279) that a payload may carry. */
export interface MessageFunction {
  /** 8279 code. */
  readonly code: string;
  /** Its display name. */
  readonly name: string;
  /** Child of the payload root that stands for this function, where one root serves several. */
  readonly element?: string;
  /** Media types that its attachments may have, where its process says so (HIS 1036); undefined: no rule. */
  readonly attachments?: readonly string[];
}

/** The standards that messages follow; rules may be written for all messages of one. `unchecked`: known by name alone. */
type Standard = 'plo' | 'epikrise' | 'henvisning' | 'dialogmelding' | 'epj' | 'apprec' | 'unchecked';

/**
 * One payload format in one version: everything the gateway must know to take it in.
 * Shared code reads these properties and never asks which type it holds.
 */
export interface MessageType {
  /** Name and version, e.g. `pasientlogistikk-1.6`. */
  readonly key: string;
  /** Name of its folder, common to its versions. */
  readonly name: string;
  readonly version: string;
  readonly standard: Standard;
  readonly family: EnvelopeFamily;
  /** Payload root: first element of the first document, or the message's own root. */
  readonly root: { readonly namespace: string; readonly name: string };
  /** Those that it may be sent as; none where it is known by the code's name alone. */
  readonly functions: readonly MessageFunction[];
  /** Which AppRec answers it; AppRec types themselves are never receipted. */
  readonly appRec: AppRecVersion | 'none';
  /** Whether it must name a patient well enough (E36). */
  readonly patient: 'required' | 'none';
  /** E35 may be asked of the receiver's system (epikrise, svarrapport). */
  readonly needsPatientRecord?: boolean;
  /** 7309 values its profile allows (HISD 1154); undefined when the type has no such field. */
  readonly statuses?: readonly ServiceStatus[];
  /** False where the profile forbids OtherReceiver. */
  readonly copies: boolean;
  /** Prefixes that rule rows of this type may use in XPath. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** HCP messages and AppRecs carry their own envelope. */
  readonly readEnvelope?: (root: XmlElement) => Result<Envelope, Fault>;
  /** True when the payload is of the function that the envelope names, e.g. LOG_INNLAGT with MeldingInnlagtPasient. */
  readonly carries: (payload: XmlElement, code: string) => boolean;
  /**
   * Reads the payload of a message that is schema-valid; must not throw on one that is not. `code`: the function that its
   * envelope names.
   */
  readonly read: (payload: XmlElement, code?: string) => Content;
  /** Reads what the rules on content need; must not throw on what is not schema-valid. */
  readonly readClinical: (payload: XmlElement) => Clinical;
}

/** Of a message that says nothing of a patient. */
export const nothingClinical: Clinical = { texts: [], medications: [], appointments: [], diagnoses: [] };
