import type { Figure, ShownFigure } from './figure.ts';
import type { Indicator } from './indicator.ts';
import { fill, type ReportSentence } from './report-texts.ts';
import type { Wording } from './report-words.ts';
import { changeBetween } from './standing.ts';

/** What figures come to in words: against the target, and against the period before. */

/** An indicator's figure, and that of the period before. */
export interface Told {
  readonly indicator: Pick<Indicator, 'better' | 'unit' | 'target'>;
  readonly name: string;
  readonly now: Figure;
  readonly before: Figure;
  /** Name of the period before; undefined when nothing at all is told of it, which is not said of each. */
  readonly beforeName: string | undefined;
  /** Something that belongs to the figure is hidden, and not in it. */
  readonly isPartial: boolean;
}

/** How a figure stands to the one before it; `unsure` when their intervals overlap, and of counts that are rounded. */
type Movement = 'better' | 'worse' | 'other' | 'unsure' | undefined;

/** The movement from one figure to a later one; undefined where there is nothing to compare. */
export const movementOf = ({ better }: Pick<Indicator, 'better'>, before: Figure, now: Figure): Movement => {
  const change = changeBetween(before, now);
  if (change === undefined || !now.shown || !before.shown) return undefined;
  if (!change.sure || now.rounded === true || before.rounded === true) return 'unsure';
  if (better === 'none') return 'other';
  return change.points > 0 === (better === 'higher') ? 'better' : 'worse';
};

/** How a figure stands to its target; unsure when the target lies within the interval. */
export const reachOf = (
  { better, target }: Pick<Indicator, 'better' | 'target'>,
  figure: ShownFigure,
): Extract<ReportSentence, 'reached' | 'reachedUnsure' | 'missed' | 'missedUnsure'> | undefined => {
  if (target === undefined || better === 'none') return undefined;
  const isHigher = better === 'higher';
  const isReached = isHigher ? figure.share >= target.share : figure.share <= target.share;
  const isWithin = figure.low < target.share && target.share < figure.high;
  // Of everything, or of nothing, is no doubt: there is no interval on its other side.
  const isSure = !isWithin && !(isReached && isHigher && figure.low < target.share && target.share < 1);
  if (isReached) return isSure ? 'reached' : 'reachedUnsure';
  return isSure ? 'missed' : 'missedUnsure';
};

const resultKey = ({ unit }: Pick<Indicator, 'unit'>, isRounded: boolean): ReportSentence => {
  if (unit === 'share') return isRounded ? 'resultRounded' : 'result';
  return isRounded ? 'rateRounded' : 'rate';
};

const resultText = ({ texts, number, value }: Wording, { indicator, name }: Told, figure: ShownFigure) =>
  fill(texts.sentences[resultKey(indicator, figure.rounded === true)], {
    name,
    value: value(figure.share, indicator.unit),
    hits: number(figure.hits),
    n: number(figure.n),
  });

const changeText = (wording: Wording, { indicator, now, before }: Told, beforeName: string): string => {
  const { sentences } = wording.texts;
  const movement = movementOf(indicator, before, now);
  if (movement === undefined || !before.shown) return fill(sentences.nothingBefore, { before: beforeName });
  const [was, is] = [before, now].map((figure) =>
    figure.shown ? wording.value(figure.share, indicator.unit) : '',
  );
  const isSame = movement === 'unsure' && was === is;
  return fill(sentences[isSame ? 'same' : movement], { before: beforeName, value: was ?? '' });
};

/** What there is to say of an indicator, in some sentences; of one that is hidden, that it is. */
export const indicatorParagraph = (wording: Wording, told: Told): string => {
  const { texts, value } = wording;
  const { indicator, name, now, isPartial, beforeName } = told;
  if (!now.shown) return fill(texts.hidden[now.why].sentence, { name });
  const reach = reachOf(indicator, now);
  const { target } = indicator;
  return [
    resultText(wording, told, now),
    ...(now.few
      ? [
          fill(texts.sentences.few, {
            low: value(now.low, indicator.unit),
            high: value(now.high, indicator.unit),
          }),
        ]
      : []),
    ...(isPartial ? [texts.sentences.partly] : []),
    ...(reach !== undefined && target !== undefined
      ? [fill(texts.sentences[reach], { target: value(target.share, indicator.unit) })]
      : []),
    ...(beforeName === undefined ? [] : [changeText(wording, told, beforeName)]),
  ].join(' ');
};
