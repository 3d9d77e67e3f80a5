import type { CodeBook } from '../domain/code-system.ts';
import type { Envelope, EnvelopeFamily, ServiceStatus } from '../domain/message.ts';
import type { XmlElement } from '../xml/dom.ts';

/** What rules must know of a message type; a plug-in of messages/ is one. */
export interface RuleType {
  readonly key: string;
  /** Its name without version, and the standard it follows: a row may be for all versions, or for all of a standard. */
  readonly name: string;
  readonly standard: string;
  readonly version: string;
  readonly family: EnvelopeFamily;
  readonly root: { readonly namespace: string };
  /** 8279 codes that it may be sent as. */
  readonly functions: readonly { readonly code: string }[];
  /** 7309 values it may have; undefined when it has no such field. */
  readonly statuses?: readonly ServiceStatus[];
  /** Prefixes that its rows may use, besides `mh` and `p`. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** What rules judge by besides the message: data that does not change while the rules are in use. */
export interface RuleReference {
  readonly codes: CodeBook;
}

/** What rules read of a payload that has been read. */
interface RuleContent {
  readonly serviceStatus?: ServiceStatus;
  readonly events: readonly { readonly code: string; readonly at: string }[];
}

/** A text that rules on wording read, and the code of the heading it stands under. */
export interface RuleText {
  readonly heading?: { readonly v: string; readonly s?: string; readonly dn?: string; readonly ot?: string };
  readonly text: string;
  readonly element: XmlElement;
}

/** What rules on content read of the patient's part. */
interface RuleClinical {
  readonly texts: readonly RuleText[];
  readonly medications: readonly unknown[];
}

/** One message as the rules see it. Its document must live as long as the evaluation. */
export interface RuleInput {
  /** The message's own root in MsgHead's first document, or the root of an HCP message. */
  readonly payload: XmlElement;
  readonly envelope: Envelope;
  readonly content: RuleContent;
  /** Read when the first rule asks for it. */
  readonly clinical: () => RuleClinical;
  readonly type: RuleType;
  /** When it came; left out where nothing came (a file that is only checked): rules on arrival then keep silent. */
  readonly receivedAt?: Date;
}
