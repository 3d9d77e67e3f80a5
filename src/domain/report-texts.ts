/** Words of the validation report: headings, labels, and sentences that need no value. */
export const reportWords = [
  'title',
  'skip',
  'file',
  'files',
  'result',
  'count',
  'standardInput',
  'posted',
  'summary',
  'byResult',
  'byRule',
  'about',
  'messageType',
  'version',
  'msgId',
  'msgIdHidden',
  'size',
  'bytes',
  'unknown',
  'fault',
  'schema',
  'schemaValid',
  'schemaNotChecked',
  'line',
  'where',
  'mend',
  'technical',
  'receipt',
  'receiptVersion',
  'receiptStatus',
  'receiptDetails',
  'receiptOfReceipt',
  'receiptNobody',
  'receiptUndecided',
  'findings',
  'findingsNone',
  'rule',
  'source',
  'excerpt',
  'notChecked',
  'aboutReport',
  'madeAt',
  'gateway',
  'rules',
  'rulesNewest',
  'rulesFingerprint',
  'paths',
  'withoutContent',
] as const;
export type ReportWord = (typeof reportWords)[number];

/** Verdicts of `validate`. */
export const verdicts = ['ok', 'rejected', 'partial', 'unreadable'] as const;
export type Verdict = (typeof verdicts)[number];

/** Kinds of departure from a schema. */
export const schemaErrorCodes = [
  'root-unknown',
  'element-unknown',
  'element-unexpected',
  'element-missing',
  'text-not-allowed',
  'content-not-allowed',
  'value-invalid',
  'attribute-unexpected',
  'attribute-missing',
  'attribute-invalid',
  'schema-type-invalid',
  'other',
] as const;
export type SchemaErrorCode = (typeof schemaErrorCodes)[number];

/** What `validate` cannot tell of a document, since it has the document alone. */
export const uncheckedParts = [
  'schema',
  'payload',
  'directory',
  'patient',
  'signature',
  'earlier',
  'arrival',
  'attachments',
  'original',
] as const;
export type UncheckedPart = (typeof uncheckedParts)[number];
