import { XMLParser } from 'fast-xml-parser';

/** What a simulated record system files of a document: an AppRec's verdict, or a message's id. */
export type Filed =
  | {
      readonly kind: 'appRec';
      /** MsgId of the message it answers. */
      readonly answers: string;
      /** Code of 8258: 1 OK, 2 rejected. */
      readonly status: string;
      readonly errors: readonly AppRecErrorRow[];
    }
  | { readonly kind: 'message'; readonly msgId: string };

export interface AppRecErrorRow {
  /** Code of 8221. */
  readonly code: string;
  /** Explanation of the one who rejects. */
  readonly details: string | undefined;
}

/** Not the gateway's own reader: the demo reads what it gets as any other system would. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  isArray: (name) => name === 'Error',
});

interface ReadAppRec {
  readonly OriginalMsgId?: { readonly Id?: string };
  readonly Status?: { readonly '@V'?: string };
  readonly Error?: readonly { readonly '@V'?: string; readonly '@OT'?: string }[];
}
interface ReadRoots {
  readonly AppRec?: ReadAppRec;
  readonly MsgHead?: { readonly MsgInfo?: { readonly MsgId?: string } };
  readonly Message?: { readonly MsgId?: string };
}

/** Reads an AppRec, a MsgHead or an epikrise. Throws when it is none of them. */
export const readDocument = (document: Uint8Array): Filed => {
  const { AppRec, MsgHead, Message }: ReadRoots = parser.parse(new TextDecoder().decode(document));
  if (AppRec !== undefined) {
    return {
      kind: 'appRec',
      answers: AppRec.OriginalMsgId?.Id ?? '',
      status: AppRec.Status?.['@V'] ?? '',
      errors: (AppRec.Error ?? []).map((error) => ({ code: error['@V'] ?? '', details: error['@OT'] })),
    };
  }
  const msgId = MsgHead?.MsgInfo?.MsgId ?? Message?.MsgId;
  if (msgId === undefined) throw new Error('neither a message nor an AppRec');
  return { kind: 'message', msgId };
};
