import type { Severity } from '../finding.ts';
import type { Language } from '../texts.ts';

/** Where and when an enterprise wants to be told of its alerts. They stand in its inbox in any case. */

/** Hours of the Oslo clock, HH:MM, in which only what is critical is told; `to` before `from` is on the day after. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** Saturdays, Sundays and public holidays are quiet from midnight to midnight too. */
  readonly freeDays: boolean;
}

interface Wanted {
  /** The least severity that is told here. */
  readonly lowest: Severity;
  /** Tell of what is due soon too, or only of what is late. */
  readonly dueSoon: boolean;
}

/** The secret is named, never held; addresses are those of functions, not of persons. */
export type AlertChannel =
  | (Wanted & { readonly channel: 'webhook'; readonly url: string; readonly secretRef: string })
  | (Wanted & { readonly channel: 'email'; readonly to: readonly string[]; readonly language: Language });

export type ChannelKind = AlertChannel['channel'];

/** At most one channel of each kind. */
export interface AlertSettings {
  readonly channels: readonly AlertChannel[];
  readonly quiet?: QuietHours;
}

/** What holds where an enterprise has chosen nothing: the inbox is all. */
export const inboxOnly: AlertSettings = { channels: [] };
