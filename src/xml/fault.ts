import type { OutcomeCode } from '../domain/outcome.ts';

/** The part of the outcome catalogue that reading a document can end in. */
type XmlFaultCode = Extract<OutcomeCode, `xml-${string}`>;

/** Why a document is not well-formed, in classes that quote nothing of it. */
export type NotWellFormedReason =
  | 'mismatched-tag'
  | 'premature-end'
  | 'content-after-root'
  | 'bad-character'
  | 'bad-markup'
  | 'bad-attribute'
  | 'duplicate-attribute'
  | 'bad-reference'
  | 'bad-name'
  | 'bad-declaration'
  | 'undeclared-prefix'
  | 'other';

/** A document that cannot be read: where and why, without any of its content. */
export interface XmlFault {
  readonly code: XmlFaultCode;
  /** From 1. */
  readonly line?: number;
  /** From 1, in bytes. */
  readonly column?: number;
  /** The limit that was passed. */
  readonly limit?: number;
  readonly reason?: NotWellFormedReason;
}

/** Number of the line, and of the byte in it, at an offset. */
export function positionAt(bytes: Uint8Array, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, start)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

// Numbers of libxml2's xmlParserErrors.
const reasons = new Map<number, NotWellFormedReason>([
  [4, 'bad-markup'],
  [5, 'content-after-root'],
  [6, 'bad-reference'],
  [7, 'bad-reference'],
  [8, 'bad-reference'],
  [9, 'bad-character'],
  [10, 'premature-end'],
  [15, 'bad-reference'],
  [22, 'bad-reference'],
  [23, 'bad-reference'],
  [26, 'bad-reference'],
  [38, 'bad-attribute'],
  [39, 'bad-attribute'],
  [40, 'bad-attribute'],
  [41, 'bad-attribute'],
  [42, 'duplicate-attribute'],
  [44, 'premature-end'],
  [45, 'premature-end'],
  [46, 'bad-declaration'],
  [47, 'premature-end'],
  [56, 'bad-declaration'],
  [57, 'bad-declaration'],
  [62, 'bad-markup'],
  [63, 'premature-end'],
  [64, 'bad-declaration'],
  [65, 'bad-markup'],
  [66, 'bad-markup'],
  [68, 'bad-name'],
  [72, 'bad-markup'],
  [73, 'bad-markup'],
  [74, 'premature-end'],
  [75, 'bad-markup'],
  [76, 'mismatched-tag'],
  [77, 'premature-end'],
  [78, 'bad-declaration'],
  [80, 'bad-markup'],
  [81, 'bad-character'],
  [96, 'bad-declaration'],
  [201, 'undeclared-prefix'],
  [202, 'bad-name'],
  [203, 'duplicate-attribute'],
  [204, 'undeclared-prefix'],
]);

/** The class of one of libxml2's parser errors. */
export const reasonOf = (nativeCode: number): NotWellFormedReason => reasons.get(nativeCode) ?? 'other';
