import type { HerId } from '../ids.ts';
import type { Grain, LeftOut, Measure } from './measure.ts';

/** Figures as somebody may see them (handover-rules: small numbers, complementary cells, differences over time). */

/**
 * Why there is no number: nothing was counted; too few to be shown, or it would tell what is too few elsewhere (which of
 * the two is not said, for that would tell too); its period is not closed yet.
 */
export type Hidden = 'none' | 'small' | 'not-closed';

/** A share with what it is out of. `low` and `high`: Wilson's 95 % interval. `few`: n below 30, never ranked. */
export interface ShownFigure {
  readonly shown: true;
  readonly n: number;
  readonly hits: number;
  /** hits / n; for rates per hundred it may be above 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly few: boolean;
  /** Of a period that is not closed: n and hits are to the nearest five. */
  readonly rounded?: true;
  /** To the nearest five minutes where it is published. */
  readonly medianMinutes?: number;
  readonly p90Minutes?: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}
export type Figure = ShownFigure | { readonly shown: false; readonly why: Hidden };

/** What a figure is of. Without `enterprise` (and without `system`): the whole county. */
interface FigureKey {
  /** First day of the period, YYYY-MM-DD. */
  readonly period: string;
  readonly enterprise?: HerId;
  readonly other?: HerId;
  readonly type?: string;
  readonly part?: string;
  readonly system?: string;
}
export interface FigureRow extends FigureKey {
  readonly figure: Figure;
  /** Of an organisation of the viewer's own: not suppressed, and as of now. */
  readonly own: boolean;
  /** When it was published, or counted. */
  readonly asOf: Date;
}

/** Which figures are asked for. `by`: what they are split by besides type and part, which always split. */
export interface FigureQuery {
  readonly measure: Measure;
  readonly grain: Grain;
  /** First days of the first and last period, both included. */
  readonly from: string;
  readonly to: string;
  readonly by: 'county' | 'enterprise' | 'pair' | 'system';
  readonly types?: readonly string[];
  readonly parts?: readonly string[];
  readonly enterprises?: readonly HerId[];
}
