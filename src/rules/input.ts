import type { Envelope, EnvelopeFamily, ServiceStatus } from '../domain/message.ts';
import type { XmlElement } from '../xml/dom.ts';

/** What rules must know of a message type; a plug-in of messages/ is one. */
export interface RuleType {
  readonly key: string;
  readonly family: EnvelopeFamily;
  readonly root: { readonly namespace: string };
  /** 8279 codes that it may be sent as. */
  readonly functions: readonly { readonly code: string }[];
  /** 7309 values it may have; undefined when it has no such field. */
  readonly statuses?: readonly ServiceStatus[];
  /** Prefixes that its rows may use, besides `mh` and `p`. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** What rules read of a payload that has been read. */
interface RuleContent {
  readonly serviceStatus?: ServiceStatus;
  readonly events: readonly { readonly code: string; readonly at: string }[];
}

/** One message as the rules see it. Its document must live as long as the evaluation. */
export interface RuleInput {
  /** The message's own root in MsgHead's first document, or the root of an HCP message. */
  readonly payload: XmlElement;
  readonly envelope: Envelope;
  readonly content: RuleContent;
  readonly type: RuleType;
  /** When it came; left out where nothing came (a file that is only checked): rules on arrival then keep silent. */
  readonly receivedAt?: Date;
}
