/** How much a finding matters to the one who must act on it. None of them alone rejects a message. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What a rule found in a message: where and how serious. Its wording is the rule's own; never message content. */
export interface Finding {
  /** Stable rule id. */
  readonly rule: string;
  readonly severity: Severity;
  /** Location path with positions, element names only. */
  readonly path?: string;
}
