import type { HerId } from './ids.ts';

/** A coded value as it stood in the message: V code, DN display name, S code system OID, OT original text. */
export interface Coded {
  readonly v: string;
  readonly dn?: string;
  readonly s?: string;
  readonly ot?: string;
}

/** An identifier with its type: `type.v` is a code of 8116 (persons) or 9051 (organisations). */
export interface Ident {
  readonly id: string;
  readonly type: Coded;
}

/** An address as received; `type` (3401) decides whether it may be mirrored into an AppRec. */
export interface Address {
  readonly type?: Coded;
  readonly streetAdr?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly county?: Coded;
  readonly country?: Coded;
  readonly cityDistr?: Coded;
  readonly teleAddress?: readonly string[];
}

/** One level of a two-level address (HIS 1153-2): an enterprise, a service or a person. Values stand exactly as received. */
export interface PartyUnit {
  readonly kind: 'organisation' | 'person';
  /** For a person: given, middle and family name in one string. */
  readonly name: string;
  /** First the HER-id if there is one, then the others in document order. */
  readonly idents: readonly Ident[];
  readonly herId?: HerId;
  /** Dept/Type in HCP messages. */
  readonly type?: Coded;
}

export type PartyRole = 'primary' | 'copy';

/** Sender or receiver: the enterprise (level 1) and the communication party (level 2) in it. */
export interface Party {
  readonly enterprise: PartyUnit;
  /** Missing when the message addresses only an enterprise; such a party cannot be routed (E21). */
  readonly unit?: PartyUnit;
  /** HCP messages: the other departments and clinicians of the enterprise, which an AppRec names too. */
  readonly beside?: readonly PartyUnit[];
  /** 7301/8112 role text of HCP messages, mirrored in AppRec 1.0. */
  readonly roleCode?: Coded;
  readonly specialty?: Coded;
  readonly address?: Address;
}

export interface Receiver extends Party {
  readonly role: PartyRole;
}

/** The patient as the envelope (or the HCP payload) names her. Never leaves the process but as a pseudonym. */
export interface Patient {
  readonly familyName?: string;
  readonly givenName?: string;
  readonly middleName?: string;
  /** Epikrise and henvisning 1.x carry one name string. */
  readonly name?: string;
  /** Date of birth, YYYY-MM-DD. */
  readonly dateOfBirth?: string;
  readonly sex?: Coded;
  readonly idents: readonly Ident[];
}

/** N Ny, M Endring, C Kansellering (7309, HISD 1154). */
export type ServiceStatus = 'N' | 'M' | 'C';

/** Which message an incoming one continues (HITS 1218). */
export interface ConversationRef {
  readonly refToParent: string;
  readonly refToConversation: string;
}

/** One Document/RefDoc of a message, described, never its content. */
export interface DocumentRef {
  /** 8114: XML, A (vedlegg), REF. */
  readonly msgType: string;
  readonly mimeType?: string;
  readonly description?: string;
  readonly id?: string;
  /** What its Content holds. */
  readonly content: 'xml' | 'base64' | 'reference' | 'empty';
  /** Characters of base64, so that the size can be told without decoding. */
  readonly base64Length?: number;
  /** First element in Content: namespace and local name. */
  readonly root?: { readonly namespace: string; readonly name: string };
}

/** Three families of documents: with hodemelding, HCP messages with root Message, and receipts. */
export type EnvelopeFamily = 'msghead' | 'message' | 'apprec';

/** What the gateway needs to know of any message before it knows what the message says. */
export interface Envelope {
  readonly family: EnvelopeFamily;
  /** MsgInfo/Type as received, or the type that an old letter stands for (E → EPIKRISE). V is a code of 8279. */
  readonly type: Coded;
  readonly migVersion: string;
  /** Verbatim, to be echoed; compare by msgIdKey. */
  readonly msgId: string;
  /** Verbatim, to be echoed as AppRec IssueDate. */
  readonly genDate: string;
  /** GenDate resolved; without a zone it is Norwegian local time. */
  readonly genInstant: Date;
  readonly sender: Party;
  readonly receivers: readonly Receiver[];
  readonly patient?: Patient;
  readonly conversation?: ConversationRef;
  /** HCP messages: the id that survives changes (ServProvId, ServReq/Id); MsgHead payloads set it when they have one. */
  readonly documentId?: string;
  readonly serviceStatus?: ServiceStatus;
  /** Payload root of the first document (MsgHead), or of the message itself. */
  readonly payload: { readonly namespace: string; readonly name: string };
  readonly documents: readonly DocumentRef[];
  /** 8113 or 8323: marks test traffic. */
  readonly processingStatus?: string;
}

/** HER-id that a party is reached by: level 2; undefined when the message names none. */
export const routingHerId = (party: Party): HerId | undefined => party.unit?.herId;

/** HER-id that stands for a party in keys and logs: level 2, else level 1. */
export const partyHerId = (party: Party): HerId | undefined => party.unit?.herId ?? party.enterprise.herId;
