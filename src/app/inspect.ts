import type { AppRec } from '../domain/app-rec.ts';
import type { RuleWeights } from '../domain/board/decisions.ts';
import type { Finding } from '../domain/finding.ts';
import type { Telling } from '../domain/mark.ts';
import type { DocumentRef, Envelope } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { readAppRec } from '../messages/apprec/read.ts';
import { recognise } from '../messages/recognise.ts';
import type { Content, MessageType } from '../messages/types.ts';
import { type Blocks, BlockTally } from '../rules/blocks.ts';
import { type CompiledRules, evaluateRules, findMarks } from '../rules/evaluate.ts';
import type { RuleInput } from '../rules/input.ts';
import type { XmlDocument } from '../xml/dom.ts';
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
  /** Of a message that has come, and whose content rules judge: how the parts of it stand. */
  readonly blocks?: Blocks;
  /** Of a message that has come: what its marks tell. */
  readonly told?: ReadonlySet<Telling>;
}

/** Reads documents: each is parsed once, whatever is asked of it. */
export interface Inspector {
  /** Envelope only, for the way in; of an AppRec also its verdict, which is small and answered at once. */
  glance(bytes: Uint8Array): Inspection;
  /**
   * Envelope, schema, payload and rules; rules on arrival keep silent of a document that has not come (`receivedAt` left
   * out). When it came may follow from its envelope.
   */
  inspect(bytes: Uint8Array, receivedAt?: Arrival): Inspection;
}

/** When a document came, or how to tell. */
type Arrival = Date | ((envelope: Envelope) => Date | undefined);

const unread = (why: Fault): Inspection => ({
  fault: why,
  schema: { checked: false, errors: [] },
  attachmentFaults: [],
  findings: [],
});

/** Where and how a document cannot be parsed, as figures for the texts. */
const faultOf = ({ code, line, column: _, ...figures }: XmlFault): Fault =>
  fault(code, { ...figures, ...(line !== undefined && { line }) });

/** Reads at the first asking, and then no more. */
const once = <T>(read: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
};

/** There is nothing in it: its receiver would take it for sent, and never see it. */
const isHollow = ({ content, base64Length }: DocumentRef): boolean =>
  content === 'empty' || (content === 'base64' && base64Length === 0);

const attachmentFaults = (type: MessageType, envelope: Envelope): readonly Fault[] => {
  const allowed = type.functions.find(({ code }) => code === envelope.type.v)?.attachments;
  if (allowed === undefined) return [];
  return envelope.documents
    .slice(1)
    .filter(({ msgType }) => msgType === 'A')
    .flatMap((document) => {
      const type = (document.mimeType ?? '').trim().toLowerCase();
      if (!allowed.includes(type)) return fault('attachment-type-refused', { expected: allowed.join(', ') });
      return isHollow(document) ? fault('attachment-unreadable') : [];
    });
};

/** Departures from the schemas. A payload that no schema knows is none where it is known by name alone. */
const departures = (
  schemas: SchemaSet,
  document: XmlDocument,
  type: MessageType | undefined,
): readonly SchemaError[] => {
  const errors = schemas.validate(document);
  return type?.standard === 'unchecked' ? errors.filter(({ code }) => code !== 'element-unknown') : errors;
};

/** What rules and marks say of a document. */
type Judged = Pick<Inspection, 'findings' | 'blocks' | 'told'>;

/** What is decided of rules for messages that were made, or came, at an instant, from a sender. */
export type WeightsFor = (at: Date, sender: Envelope['sender']) => RuleWeights | undefined;

/**
 * Makes the inspector over one compiled schema set and one set of rules. `onDefect` hears of a rule that cannot be
 * evaluated; `weightsFor` tells what the board has decided, asked anew for each document.
 */
export const createInspector = (
  schemas: SchemaSet,
  rules: CompiledRules,
  onDefect?: (rule: string) => void,
  weightsFor?: WeightsFor,
): Inspector => {
  const judge = (input: RuleInput): Judged => {
    const { receivedAt, envelope } = input;
    const weights = weightsFor?.(receivedAt ?? envelope.genInstant, envelope.sender);
    if (receivedAt === undefined) {
      return { findings: evaluateRules(rules, input, onDefect, undefined, weights) };
    }
    const tally = new BlockTally();
    const findings = evaluateRules(rules, input, onDefect, tally, weights);
    const told = findMarks(rules, input, onDefect);
    const blocks = tally.blocks();
    return { findings, told, ...(blocks && { blocks }) };
  };
  const read = (bytes: Uint8Array, depth: 'glance' | 'whole', arrival?: Arrival): Inspection => {
    const parsed = parseXml(bytes);
    if (!parsed.ok) return unread(faultOf(parsed.fault));
    using document = parsed.value;
    if (depth === 'whole') document.index();
    const seen = recognise(document);
    const { envelope, type, payload, content } = seen;
    if (envelope === undefined) return unread(seen.fault ?? fault('root-unknown'));
    const receivedAt = typeof arrival === 'function' ? arrival(envelope) : arrival;
    const whole = depth === 'whole' || envelope.family === 'apprec';
    const checked = whole && !(type?.standard === 'unchecked' && type.family === 'message');
    const errors = checked ? departures(schemas, document, type) : [];
    const judged: Judged =
      depth === 'whole' && type !== undefined && payload !== undefined && content !== undefined
        ? judge({
            payload,
            envelope,
            content,
            type,
            clinical: once(() => type.readClinical(payload)),
            ...(receivedAt !== undefined && { receivedAt }),
          })
        : { findings: [] };
    const appRec = envelope.family === 'apprec' ? readAppRec(document.root) : undefined;
    return {
      envelope,
      schema: { checked, errors },
      attachmentFaults: type === undefined ? [] : attachmentFaults(type, envelope),
      ...judged,
      ...(type !== undefined && { type }),
      ...(seen.fault !== undefined && { fault: seen.fault }),
      ...(content !== undefined && { content }),
      ...(appRec?.ok === true && { appRec: appRec.value }),
    };
  };
  return {
    glance: (bytes) => read(bytes, 'glance'),
    inspect: (bytes, arrival) => read(bytes, 'whole', arrival),
  };
};
