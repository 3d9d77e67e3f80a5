import type { Finding } from '../../../domain/finding.ts';
import type { MessageId } from '../../../domain/ids.ts';
import type { FindingsTable } from '../tables.ts';

/** A finding as its row, at its place among the message's findings. */
export const findingRow = (messageId: MessageId, finding: Finding, position: number): FindingsTable => ({
  message_id: messageId,
  position,
  rule: finding.rule,
  severity: finding.severity,
  path: finding.path ?? null,
});

/** A row as the finding it holds. */
export const findingFrom = (row: FindingsTable): Finding => ({
  rule: row.rule,
  severity: row.severity,
  ...(row.path !== null && { path: row.path }),
});
