import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Figure } from '../../../domain/board/figure.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { nextSpot, type Spot } from './grid.ts';
import { type HeatRow, type HeatRows, nextOrder } from './heat-rows.ts';
import { type Better, betterOf, nameOf, type Quality, type Rule, toneOf } from './quality.ts';
import { figureWords, partWord } from './words.ts';

/** Columns before those of the parts: who, and how many. */
const leading = 2;

const same = (a: Spot, b: Spot): boolean => a.row === b.row && a.column === b.column;

/** Runs of parts that are equally binding, for the headings above theirs. */
const groupsOf = (parts: Quality['parts']) => {
  const groups: { readonly level: Quality['parts'][number]['level']; readonly parts: string[] }[] = [];
  for (const { part, level } of parts) {
    const group = groups.at(-1);
    if (group?.level === level) group.parts.push(part);
    else groups.push({ level, parts: [part] });
  }
  return groups;
};

const CellText = ({ figure }: { readonly figure: Figure }) => {
  const { t, format } = useSpeech();
  if (!figure.shown) return <span aria-hidden>{figure.why === 'none' ? '–' : '·'}</span>;
  return (
    <span aria-hidden>
      {format.percent(figure.share)}
      {figure.few && <small>{t('shell.figure.few')}</small>}
    </span>
  );
};

const classOf = (figure: Figure, better: Better): string => {
  if (!figure.shown) return figure.why === 'none' ? 'ql-cell' : 'ql-cell ql-hidden';
  return `ql-cell ql-tone-${toneOf(figure.share, better) ?? 'none'}`;
};

/**
 * Shares by sender and part: the more there is to mend, the stronger the colour, and the number in each. Sorted by its headings; arrow
 * keys move about, Enter opens what is behind a cell.
 */
export const Heat = ({
  caption,
  heat: { parts, rows },
  rules,
  order,
  onOrder,
  addressOf,
}: {
  readonly caption: string;
  readonly heat: HeatRows;
  readonly rules: readonly Rule[];
  readonly order: string;
  readonly onOrder: (order: string) => void;
  readonly addressOf: (part: string, row: HeatRow) => string;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const table = useRef<HTMLTableElement>(null);
  const headings = Array.from({ length: leading + parts.length }, (_, column): Spot => ({ row: 0, column }));
  const spots = [
    ...headings,
    ...rows.flatMap((_, row) =>
      parts.map((__, column): Spot => ({ row: row + 1, column: column + leading })),
    ),
  ];
  const [stood, setStood] = useState<Spot>({ row: 1, column: leading });
  const at = spots.some((spot) => same(spot, stood)) ? stood : { row: 0, column: 0 };
  const spotProps = (spot: Spot) => ({
    'data-row': spot.row,
    'data-column': spot.column,
    tabIndex: same(spot, at) ? 0 : -1,
    onFocus: () => setStood(spot),
  });
  const move = (event: KeyboardEvent): void => {
    const next = nextSpot(spots, at, event.key, event.ctrlKey);
    if (next === undefined) return;
    event.preventDefault();
    table.current
      ?.querySelector<HTMLElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)
      ?.focus();
  };
  const betterIn = (part: string): Better => betterOf(rules.find(({ id }) => id === part));
  const heading = (by: string, text: string, column: number, better: Better) => {
    const isBy = order.replace(/^-/, '') === by;
    return (
      <th
        key={by}
        scope="col"
        className={column === 0 ? 'ql-head ql-column-0' : 'ql-head ql-upright'}
        aria-sort={isBy ? (order.startsWith('-') ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          {...spotProps({ row: 0, column })}
          onClick={() => onOrder(nextOrder(order, by, better))}
        >
          <span>{text}</span>
          <span className="ql-arrow" aria-hidden>
            {isBy ? (order.startsWith('-') ? '▼' : '▲') : ''}
          </span>
        </button>
      </th>
    );
  };
  return (
    <div className="og-scroll ql-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of links, moved about in by arrow keys */}
      <table ref={table} role="grid" className="ql-heat" onKeyDown={move}>
        <caption className="og-caption">
          <span>{caption}</span>
        </caption>
        <thead>
          <tr className="ql-groups">
            <td colSpan={leading} />
            {groupsOf(parts).map(({ level, parts: of }) => (
              <th key={of[0]} scope="colgroup" colSpan={of.length}>
                <span>{t(`quality.levels.${level}`)}</span>
              </th>
            ))}
          </tr>
          <tr>
            {heading('name', t('quality.organisation'), 0, 'higher')}
            {heading('n', t('quality.messages'), 1, 'lower')}
            {parts.map(({ part }, at) =>
              heading(part, partWord(t, part, rules), at + leading, betterIn(part)),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.enterprise?.herId ?? 0}
              className={row.enterprise === null ? 'ql-county' : undefined}
            >
              <th scope="row" className="ql-column-0">
                {row.enterprise === null ? t('quality.county') : nameOf(row.enterprise)}
                {row.own && <small> {t('quality.ours')}</small>}
              </th>
              <td className="og-number ql-column-1">{row.n === undefined ? '–' : format.number(row.n)}</td>
              {parts.map(({ part }, column) => {
                const figure = row.cells.get(part) ?? ({ shown: false, why: 'none' } as const);
                const words = figureWords(speech, figure);
                return (
                  <td key={part} className={classOf(figure, betterIn(part))}>
                    <Link
                      href={addressOf(part, row)}
                      title={words}
                      {...spotProps({ row: index + 1, column: column + leading })}
                    >
                      <CellText figure={figure} />
                      <span className="ds-sr-only">{words}</span>
                    </Link>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** What the tones and the hatching mean. */
export const Key = () => {
  const { t } = useSpeech();
  return (
    <p className="ql-key">
      {[0, 1, 2, 3, 4].map((tone) => (
        <span key={tone} className={`ql-sample ql-tone-${tone}`} aria-hidden />
      ))}
      <span>{t('quality.key.tones')}</span>
      <span className="ql-sample ql-hidden" aria-hidden />
      <span>{t('quality.key.hidden')}</span>
    </p>
  );
};
