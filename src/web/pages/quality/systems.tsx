import { Paragraph } from '@digdir/designsystemet-react';
import type { ShownFigure } from '../../../domain/board/figure.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { nameOf, type SystemFigure } from './quality.ts';

interface Bar {
  readonly system: string;
  readonly figure: ShownFigure;
}

const width = (share: number): string => `${(Math.min(1, share) * 100).toFixed(2)}%`;

const Bars = ({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) => {
  const { t, format } = useSpeech();
  return (
    <figure className="ql-bars">
      <figcaption>{title}</figcaption>
      <ul>
        {bars.map(({ system, figure }) => (
          <li key={system}>
            <span className="ql-bar-head">
              <span>{system}</span>
              <FigureText figure={figure} />
            </span>
            <span className="ql-bar" aria-hidden>
              <span className="ql-bar-share" style={{ inlineSize: width(figure.share) }} />
              <span
                className="ql-bar-interval"
                style={{ insetInlineStart: width(figure.low), inlineSize: width(figure.high - figure.low) }}
              />
            </span>
            <span className="ds-sr-only">
              {t('shell.figure.interval', {
                low: format.percent(figure.low),
                high: format.percent(figure.high),
              })}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
};

const barsOf = (systems: readonly SystemFigure[]): readonly Bar[] =>
  systems
    .flatMap(({ system, figure }) => (figure.shown ? [{ system, figure }] : []))
    .sort((a, b) => b.figure.n - a.figure.n || a.system.localeCompare(b.system, 'nb'));

/** Shares by the record system and version that wrote the messages, with how sure each is; the most used first. */
export const Systems = ({ systems }: { readonly systems: readonly SystemFigure[] }) => {
  const { t } = useSpeech();
  const ofCounty = systems.filter(({ enterprise }) => enterprise === null);
  const own = Map.groupBy(
    systems.filter(({ enterprise }) => enterprise !== null),
    ({ enterprise }) => (enterprise === null ? '' : nameOf(enterprise)),
  );
  const hidden = ofCounty.filter(({ figure }) => !figure.shown && figure.why === 'small').length;
  const groups = [
    { title: t('quality.county'), bars: barsOf(ofCounty) },
    ...[...own].map(([title, of]) => ({ title, bars: barsOf(of) })),
  ].filter(({ bars }) => bars.length > 0);
  return (
    <>
      {groups.length === 0 ? (
        <p className="og-nothing">{t('quality.systems.none')}</p>
      ) : (
        <Paragraph data-size="sm" className="og-of">
          {t('quality.systems.how')}
        </Paragraph>
      )}
      <div className="og-columns">
        {groups.map(({ title, bars }) => (
          <Bars key={title} title={title} bars={bars} />
        ))}
      </div>
      {hidden > 0 && (
        <Paragraph data-size="sm" className="og-hidden">
          {t('quality.systems.hidden', { count: hidden })}
        </Paragraph>
      )}
    </>
  );
};
