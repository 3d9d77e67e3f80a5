import type { AppRec } from '../domain/app-rec.ts';
import type { Finding } from '../domain/finding.ts';
import type { Envelope } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { readAppRec } from '../messages/apprec/read.ts';
import { recognise } from '../messages/recognise.ts';
import type { Content, MessageType } from '../messages/types.ts';
import { type CompiledRules, evaluateRules } from '../rules/evaluate.ts';
import type { XmlFault } from '../xml/fault.ts';
import { parseXml } from '../xml/parse.ts';
import type { SchemaError, SchemaSet } from '../xml/schema-set.ts';

/** All that one reading of a document tells. */
export interface Inspection {
  /** Missing when not even the envelope could be read: then nobody can be answered. */
  readonly envelope?: Envelope;
  /** Missing when the payload is of no supported type. */
  readonly type?: MessageType;
  /** Why the document is unreadable or unsupported, if so. */
  readonly fault?: Fault;
  readonly schema: { readonly checked: boolean; readonly errors: readonly SchemaError[] };
  readonly content?: Content;
  readonly appRec?: AppRec;
  /** Attachments that the type's process does not allow. */
  readonly attachmentFaults: readonly Fault[];
  readonly findings: readonly Finding[];
}

/** Reads documents: each is parsed once, whatever is asked of it. */
export interface Inspector {
  /** Envelope only, for the way in; of an AppRec also its verdict, which is small and answered at once. */
  glance(bytes: Uint8Array): Inspection;
  /** Envelope, schema, payload and rules; rules on arrival keep silent of a document that has not come (`receivedAt` left out). */
  inspect(bytes: Uint8Array, receivedAt?: Date): Inspection;
}

const unread = (why: Fault): Inspection => ({
  fault: why,
  schema: { checked: false, errors: [] },
  attachmentFaults: [],
  findings: [],
});

/** Where and how a document cannot be parsed, as figures for the texts. */
const faultOf = ({ code, line, column: _, ...figures }: XmlFault): Fault =>
  fault(code, { ...figures, ...(line !== undefined && { line }) });

const attachmentFaults = (type: MessageType, envelope: Envelope): readonly Fault[] => {
  const allowed = type.attachments;
  if (allowed === undefined) return [];
  return envelope.documents
    .slice(1)
    .filter((document) => document.msgType === 'A')
    .filter((document) => !allowed.includes((document.mimeType ?? '').trim().toLowerCase()))
    .map(() => fault('attachment-type-refused', { expected: allowed.join(', ') }));
};

/** Makes the inspector over one compiled schema set and one set of rules. `onDefect` hears of a rule that cannot be evaluated. */
export const createInspector = (
  schemas: SchemaSet,
  rules: CompiledRules,
  onDefect?: (rule: string) => void,
): Inspector => {
  const read = (bytes: Uint8Array, depth: 'glance' | 'whole', receivedAt?: Date): Inspection => {
    const parsed = parseXml(bytes);
    if (!parsed.ok) return unread(faultOf(parsed.fault));
    using document = parsed.value;
    const seen = recognise(document);
    const { envelope, type, payload } = seen;
    if (envelope === undefined) return unread(seen.fault ?? fault('root-unknown'));
    const whole = depth === 'whole' || envelope.family === 'apprec';
    const errors = whole ? schemas.validate(document) : [];
    const content = type !== undefined && payload !== undefined ? type.read(payload) : undefined;
    const findings =
      depth === 'whole' && type !== undefined && payload !== undefined && content !== undefined
        ? evaluateRules(
            rules,
            { payload, envelope, content, type, ...(receivedAt !== undefined && { receivedAt }) },
            onDefect,
          )
        : [];
    const appRec = envelope.family === 'apprec' ? readAppRec(document.root) : undefined;
    return {
      envelope,
      schema: { checked: whole, errors },
      attachmentFaults: type === undefined ? [] : attachmentFaults(type, envelope),
      findings,
      ...(type !== undefined && { type }),
      ...(seen.fault !== undefined && { fault: seen.fault }),
      ...(content !== undefined && { content }),
      ...(appRec?.ok === true && { appRec: appRec.value }),
    };
  };
  return {
    glance: (bytes) => read(bytes, 'glance'),
    inspect: (bytes, receivedAt) => read(bytes, 'whole', receivedAt),
  };
};
