import { type Severity, severities } from '../../domain/finding.ts';
import { isUuid } from '../../domain/ids.ts';
import type { UncheckedPart } from '../../domain/report-texts.ts';
import { messageTypes } from '../../messages/index.ts';
import { shownFunction } from '../../messages/recognise.ts';
import { digest } from '../stored-message.ts';
import type { Validation } from '../validate.ts';
import { type Excerpt, excerpts, type Place } from './excerpt.ts';

/** Where something is, with the lines around it when content was asked for. */
export interface ShownPlace extends Place {
  readonly excerpt?: Excerpt | undefined;
}

/** A rule that a document breaks, once or in several places. */
interface BrokenRule {
  readonly rule: string;
  readonly places: readonly ShownPlace[];
}

/** A validated document as the report tells of it; nothing of the document itself is in it unless asked for. */
export interface ReportedDocument {
  /** What the file is called (see `reportNames`); `-` is standard input; null when it came by HTTP. */
  readonly name: string | null;
  /** In bytes. */
  readonly size: number;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** 8279 code; null when it is none that any type here has. */
  readonly messageType: string | null;
  readonly version: string | null;
  /** `hidden` is what is no UUID: its sender may have put anything there. */
  readonly msgId: { readonly shown: string } | 'hidden' | null;
  readonly verdict: Validation['verdict'];
  readonly fault: Validation['fault'];
  readonly schema: {
    readonly checked: boolean;
    readonly errors: readonly (Validation['schema']['errors'][number] & ShownPlace)[];
  };
  readonly appRec: Validation['appRec'];
  /** Whether it is a receipt itself, which none is given for. */
  readonly isReceipt: boolean;
  /** By severity, gravest first; those that nothing has are left out. */
  readonly findings: readonly { readonly severity: Severity; readonly rules: readonly BrokenRule[] }[];
  readonly notChecked: readonly UncheckedPart[];
}

const shownMsgId = (msgId: string | null, withContent: boolean): ReportedDocument['msgId'] => {
  if (msgId === null) return null;
  return withContent || isUuid(msgId) ? { shown: msgId } : 'hidden';
};

/** What is known here of the function (8279) that an envelope names: nothing, its name, or how to read it. */
const functionOf = (
  code: string | null,
): Pick<ReportedDocument, 'messageType' | 'isReceipt'> & { readonly isRead: boolean } => {
  const shown = code === null ? undefined : shownFunction(code);
  const type = messageTypes.find(({ functions }) => functions.some((known) => known.code === code));
  return {
    messageType: shown === undefined || shown !== code ? null : shown,
    isReceipt: type?.appRec === 'none',
    isRead: type !== undefined,
  };
};

const unchecked = (
  { messageType, version }: Validation,
  { isReceipt, isRead }: ReturnType<typeof functionOf>,
  schemaChecked: boolean,
): readonly UncheckedPart[] => {
  const unread: readonly UncheckedPart[] = [
    ...(schemaChecked ? [] : (['schema'] as const)),
    ...(isRead && version !== null ? [] : (['payload'] as const)),
  ];
  // The envelope names the type, so without it nothing could be read.
  if (messageType === null) return unread;
  return isReceipt
    ? [...unread, 'directory', 'original']
    : [...unread, 'directory', 'patient', 'signature', 'earlier', 'arrival', 'attachments'];
};

const bySeverity = (
  findings: Validation['findings'],
  show: (place: Place) => ShownPlace,
): ReportedDocument['findings'] =>
  severities.toReversed().flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity);
    const rules = [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, each]) => ({
      rule,
      places: each.map(({ path }) => show({ path })),
    }));
    return rules.length === 0 ? [] : [{ severity, rules }];
  });

/**
 * Takes from a validated document what the report shows. `withContent` adds the lines around each fault and a MsgId
 * of any form; without it the result holds nothing of the sender's making but a MsgId that is a UUID.
 */
export const describeDocument = (
  name: string | null,
  bytes: Uint8Array,
  validation: Validation,
  withContent: boolean,
): ReportedDocument => {
  const { messageType, version, msgId, verdict, fault, schema, appRec, findings } = validation;
  const named = functionOf(messageType);
  const schemaChecked = schema.valid || schema.errors.length > 0;
  // Faults named xml-… are those of parsing: there is no tree, so no path leads anywhere.
  const isWellFormed = fault === null || !fault.code.startsWith('xml-');
  const lines = withContent ? excerpts(bytes, [...schema.errors, ...findings], isWellFormed) : undefined;
  const show = <P extends Place>(place: P): P & ShownPlace => ({ ...place, excerpt: lines?.(place) });
  return {
    name,
    size: bytes.length,
    sha256: digest(bytes),
    messageType: named.messageType,
    version,
    msgId: shownMsgId(msgId, withContent),
    verdict,
    fault,
    schema: { checked: schemaChecked, errors: schema.errors.map(show) },
    appRec,
    isReceipt: named.isReceipt,
    findings: bySeverity(findings, show),
    notChecked: unchecked(validation, named, schemaChecked),
  };
};
