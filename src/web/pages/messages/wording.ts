import type { Speech } from '../../i18n/language.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import type { Delivery, Standing } from './message.ts';

/** What pages of messages say, in the reader's language. */

type Words = Pick<Speech, 't' | 'format'>;

/** A type with a capital, and what it is of a new, changed or cancelled one (8278 in MsgInfo). */
export const wordType = ({ t }: Pick<Words, 't'>, code: string, status: string | null): string => {
  const type = capital(typeWord(t, code));
  return status === 'M' || status === 'C' ? `${type} (${t(`messages.status.${status}`)})` : type;
};

/** 61 → «under 1 s»; seconds up to a minute, then as all durations. */
export const wordSpan = ({ t, format }: Words, ms: number): string => {
  if (ms < 1_000) return t('messages.span.moment');
  if (ms < 60_000) return t('messages.span.seconds', { count: Math.round(ms / 1_000) });
  return format.duration(ms / 60_000);
};

export type Colour = 'success' | 'danger' | 'warning' | 'info' | 'neutral';

const transports: Readonly<Record<string, Colour>> = {
  rejected: 'danger',
  refused: 'danger',
  abandoned: 'danger',
  quarantined: 'warning',
  received: 'info',
  queued: 'info',
  sent: 'info',
};
const receipts: Readonly<Record<string, Colour>> = {
  rejected: 'danger',
  partial: 'warning',
  timedOut: 'warning',
  waiting: 'info',
  ok: 'success',
};

/** How a standing is coloured; its words stand beside. */
export const colourOf = ({ transport, receipt }: Standing): Colour =>
  transports[transport] ?? receipts[receipt] ?? 'neutral';

/** «levert, kvittert»; before it is delivered, how that goes and nothing of a receipt. */
export const wordStanding = ({ transport, transportText, receipt, receiptText }: Standing): string =>
  transport !== 'acknowledged' || receipt === 'none' ? transportText : `${transportText}, ${receiptText}`;

/** What a delivery waits for now, and until when. */
export const waitOf = (
  delivery: Standing & Pick<Delivery, 'receiptDueAt' | 'nextAttemptAt'>,
): { readonly for: string; readonly until: string | null } => {
  const { transport, receipt, parked, receiptDueAt, nextAttemptAt } = delivery;
  if (transport === 'queued') {
    return parked ? { for: 'parked', until: null } : { for: 'queued', until: nextAttemptAt };
  }
  if (transport !== 'acknowledged') return { for: transport, until: null };
  // Without a time there is nobody to wait: such a message came from elsewhere before the gateway was here.
  if (receipt === 'waiting')
    return receiptDueAt === null ? { for: 'done', until: null } : { for: 'receipt', until: receiptDueAt };
  return { for: receipt === 'timedOut' ? 'timedOut' : 'done', until: null };
};
