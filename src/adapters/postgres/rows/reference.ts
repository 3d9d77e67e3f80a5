import type { MessageId } from '../../../domain/ids.ts';
import type { MessageReference } from '../../../domain/links-facts.ts';
import type { MessageReferencesTable } from '../tables.ts';

/** A reference as its row, at its place among the message's references. */
export const referenceRow = (
  messageId: MessageId,
  { kind, key }: MessageReference,
  position: number,
): MessageReferencesTable => ({ message_id: messageId, position, kind, key });
