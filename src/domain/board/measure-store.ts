import type { HerId } from '../ids.ts';
import type { Indicator } from './indicator.ts';
import type { Cell, Count, Grain, Measure } from './measure.ts';

/** What counts may be split by. What is not split by is added up. */
export type Dimension = 'period' | 'enterprise' | 'other' | 'type' | 'part' | 'system';

/** Which counts are asked for; without a list, all of it. */
export interface MeasureQuery {
  readonly measure: Measure;
  readonly grain: Grain;
  /** First days of the first and last period, both included. */
  readonly from: string;
  readonly to: string;
  readonly enterprises?: readonly HerId[];
  readonly others?: readonly HerId[];
  readonly types?: readonly string[];
  readonly parts?: readonly string[];
  readonly systems?: readonly string[];
  readonly by: readonly Dimension[];
}

/** A count, with those of its dimensions that were asked for and that it has. */
export interface MeasureRow extends Partial<Omit<Cell, 'measure'>> {
  /** First day of the period. */
  readonly period?: string;
  readonly count: Count;
}

/** What one round counted anew. */
export interface Refreshed {
  /** In order, YYYY-MM-DD. */
  readonly days: readonly string[];
  readonly months: readonly string[];
  /** Days are left that are to be counted anew. */
  readonly more: boolean;
}

export interface MeasureStore {
  /**
   * Counts marked days anew, at most so many, the newest first, and the months that they are in. One transaction: who is
   * killed in it has done nothing. While another process counts: nothing is done.
   */
  refreshMeasures(indicators: readonly Indicator[], limit: number): Promise<Refreshed>;
  /** Has all days with anything to count counted anew, or those from one to another, both included; gives how many. */
  markMeasures(from?: string, to?: string): Promise<number>;
  /** Counts by what was asked for, in its order; none where nothing was counted. */
  readMeasures(query: MeasureQuery): Promise<readonly MeasureRow[]>;
  /** First and last day of which anything was counted; undefined where nothing was. */
  measuredDays(): Promise<{ readonly from: string; readonly to: string } | undefined>;
}
