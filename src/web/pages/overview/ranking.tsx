import { Heading } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import type { Overview, Ranked, Standing } from './overview.ts';
import { sayMove, sayShare } from './words.ts';

const Ranks = ({
  title,
  standing,
  ranked,
  own,
  empty,
}: {
  readonly title: string;
  readonly standing: Standing;
  readonly ranked: readonly Ranked[];
  readonly own: Overview['own'];
  readonly empty: string;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  return (
    <div>
      <h4 className="ov-rank-title">{title}</h4>
      {ranked.length === 0 ? (
        <p className="og-of">{empty}</p>
      ) : (
        <ol className="ov-ranks">
          {ranked.map(({ enterprise, figure, change }) => {
            const move = change === null ? undefined : sayMove(speech, standing, change);
            return (
              <li key={enterprise.herId}>
                <span className="ov-rank-name">
                  {enterprise.name ?? enterprise.herId}
                  {enterprise.herId === own?.herId && ` ${t('overview.ranking.you')}`}
                </span>
                <span className="ov-bar" aria-hidden>
                  <span style={{ inlineSize: `${Math.min(100, figure.share * 100)}%` }} />
                  {standing.target !== null && (
                    <i style={{ insetInlineStart: `${standing.target.share * 100}%` }} />
                  )}
                </span>
                <span className="ov-rank-figure">
                  <strong>{sayShare(speech, standing, figure.share)}</strong>{' '}
                  <span className="og-of">
                    {t('shell.figure.of', { hits: format.number(figure.hits), n: format.number(figure.n) })}
                    {move !== undefined && ` · ${move.arrow} ${move.words}`}
                    {move?.tone === 'unsure' && ` · ${t('overview.move.unsure')}`}
                  </span>
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
};

/** The organisations that are farthest from good, and those that have come farthest since the month before. */
export const Rankings = ({ indicators, own }: Pick<Overview, 'indicators' | 'own'>) => {
  const { t, format } = useSpeech();
  const judged = indicators.filter(({ better }) => better !== 'none');
  const ranked = judged.filter(({ ranking }) => ranking.weakest.length > 0);
  const others = judged.filter(({ ranking }) => ranking.weakest.length === 0);
  return (
    <section className="og-section" aria-labelledby="ranking">
      <Heading level={2} data-size="sm" id="ranking">
        {t('overview.ranking.title')}
      </Heading>
      <p className="og-lead">{t('overview.ranking.lead')}</p>
      <div className="ov-rankings">
        {ranked.map((standing) => (
          <article key={standing.id} className="og-card">
            <Heading level={3} data-size="2xs">
              {standing.name}
            </Heading>
            <p className="og-of">
              {t('overview.ranking.of', {
                month: format.month(standing.ranking.period),
                ranked: standing.ranking.ranked,
                counted: standing.ranking.counted,
              })}
            </p>
            <div className="ov-rank-pair">
              <Ranks
                title={t('overview.ranking.weakest')}
                standing={standing}
                ranked={standing.ranking.weakest}
                own={own}
                empty=""
              />
              <Ranks
                title={t('overview.ranking.improved')}
                standing={standing}
                ranked={standing.ranking.improved}
                own={own}
                empty={t('overview.ranking.noneImproved')}
              />
            </div>
          </article>
        ))}
      </div>
      {others.length > 0 && (
        <p className="og-of">
          {t('overview.ranking.notRanked', { names: others.map(({ name }) => name).join(' · ') })}
        </p>
      )}
    </section>
  );
};
