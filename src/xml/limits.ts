/**
 * What one document may cost. All work before and in libxml2 is linear in the bytes and in these counts, so they
 * bound its time; they are checked by a pre-scan, since libxml2's own limits must be lifted for large attachments.
 */
export interface XmlLimits {
  /** Bytes of the document as received. */
  readonly maxBytes: number;
  /** Nesting of elements; the root is at depth 1. */
  readonly maxDepth: number;
  /** Elements, comments, processing instructions and CDATA sections together. */
  readonly maxElements: number;
  /** Attributes and namespace declarations of one element. */
  readonly maxAttributesPerElement: number;
  /** Attributes and namespace declarations of the whole document. */
  readonly maxAttributes: number;
  /** Bytes of an element's or attribute's name, prefix included. */
  readonly maxNameLength: number;
}

/**
 * The deepest message types reach about 20 levels and XHTML tables in free text about 10 more; the longest name
 * of the standards is 44 bytes. A report of 20 kB has some 500 elements, so 100,000 leave room for 4 MB of
 * structure; the rest of 35 MB is attachments, which are single text nodes.
 */
export const defaultXmlLimits: XmlLimits = {
  maxBytes: 35 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 100_000,
  maxAttributesPerElement: 128,
  maxAttributes: 300_000,
  maxNameLength: 256,
};
