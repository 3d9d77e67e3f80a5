import type { ShownFigure } from '../../../domain/board/figure.ts';
import type { Speech } from '../../i18n/language.tsx';
import type { Move, Standing } from './overview.ts';

type Says = Pick<Speech, 't' | 'format'>;
type Measured = Pick<Standing, 'unit' | 'better'>;

/** A share as it is said: percent, or so many to each hundred. */
export const sayShare = ({ t, format }: Says, { unit }: Pick<Standing, 'unit'>, share: number): string =>
  unit === 'share'
    ? format.percent(share)
    : t('overview.perHundred', { value: format.number(Math.round(share * 100)) });

/** Whole points of a difference of shares; 0 for what is less than a half. */
const wholePoints = (points: number): number => Math.round(Math.abs(points) * 100);

/** How far, without which way. */
const sayPoints = ({ t, format }: Says, { unit }: Pick<Standing, 'unit'>, points: number): string =>
  t(`overview.points.${unit}`, { points: format.number(wholePoints(points)) });

/** Which way a figure went, as an arrow and in words. `tone`: whether that is good, or may be chance. */
export const sayMove = (
  says: Says,
  of: Measured,
  { points, sure }: Move,
): { readonly arrow: string; readonly words: string; readonly tone: 'good' | 'bad' | 'even' | 'unsure' } => {
  const { t } = says;
  if (wholePoints(points) === 0) return { arrow: '→', words: t('overview.move.even'), tone: 'even' };
  const isUp = points > 0;
  const amount = sayPoints(says, of, points);
  const words = t(isUp ? 'overview.move.up' : 'overview.move.down', { amount });
  const arrow = isUp ? '↑' : '↓';
  if (!sure) return { arrow, words, tone: 'unsure' };
  if (of.better === 'none') return { arrow, words, tone: 'even' };
  return { arrow, words, tone: isUp === (of.better === 'higher') ? 'good' : 'bad' };
};

/** The target and how far it is to it. */
export const sayTarget = (
  says: Says,
  standing: Standing,
  figure: ShownFigure | undefined,
): string | undefined => {
  const { target, better } = standing;
  if (target === null) return undefined;
  const { t } = says;
  const text = t('overview.target.is', { target: sayShare(says, standing, target.share) });
  if (figure === undefined) return text;
  const gap = better === 'lower' ? figure.share - target.share : target.share - figure.share;
  if (gap <= 0) return t('overview.target.reached', { text });
  if (wholePoints(gap) === 0) return t('overview.target.near', { text });
  return t('overview.target.short', { text, amount: sayPoints(says, standing, gap) });
};

/** What a share is out of; of a month that is not over, roughly. */
export const sayOutOf = ({ t, format }: Says, { hits, n, rounded }: ShownFigure): string => {
  const text = t('shell.figure.of', { hits: format.number(hits), n: format.number(n) });
  return rounded === true ? t('overview.about', { text }) : text;
};
