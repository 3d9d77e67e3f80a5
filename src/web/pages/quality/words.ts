import type { Figure } from '../../../domain/board/figure.ts';
import type { Speech } from '../../i18n/language.tsx';
import { blockWord, capital } from '../../parts/names.ts';
import type { Grain, Rule } from './quality.ts';

type Words = Pick<Speech, 't' | 'format'>;

/** A period by its first day: «oktober 2026», «4. kvartal 2026», «2026». */
export const periodWord = ({ t, format }: Words, grain: Grain, start: string): string => {
  const year = start.slice(0, 4);
  if (grain === 'year') return year;
  if (grain === 'month') return format.month(start);
  return t('quality.quarter', { quarter: Math.ceil(Number(start.slice(5, 7)) / 3), year });
};

/** A block in words, or what a rule on wording tells of. */
export const partWord = (t: Speech['t'], part: string, rules: readonly Rule[]): string => {
  const isWording = rules.some(({ id, sign }) => id === part && sign !== null);
  return capital(isWording ? t(`quality.checks.${part}`) : blockWord(t, part));
};

/** A figure in one line: «84 %, 412 av 491, få», or why it is hidden. */
export const figureWords = ({ t, format }: Words, figure: Figure): string => {
  if (!figure.shown) return t(`shell.figure.hidden.${figure.why}`);
  const of = t('shell.figure.of', { hits: format.number(figure.hits), n: format.number(figure.n) });
  return [format.percent(figure.share), of, ...(figure.few ? [t('shell.figure.few')] : [])].join(', ');
};
