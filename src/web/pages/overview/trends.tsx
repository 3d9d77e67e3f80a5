import { Button, Heading } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import type { Overview, Standing } from './overview.ts';
import { Trend } from './trend.tsx';
import { sayShare } from './words.ts';

const hasCourse = ({ county, own }: Standing): boolean =>
  [county, own].some((course) => (course?.trend.filter(({ figure }) => figure.shown).length ?? 0) > 1);

const Months = ({ indicators }: Pick<Overview, 'indicators'>) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const columns = useMemo((): readonly Column<Standing>[] => {
    const periods = [
      ...new Set(indicators.flatMap(({ county }) => county.trend.map(({ period }) => period))),
    ];
    return [
      { key: 'name', title: t('overview.trend.indicator'), cell: ({ name }) => name },
      ...periods.toSorted().map(
        (period): Column<Standing> => ({
          key: period,
          title: format.month(period),
          isNumber: true,
          cell: (standing) => {
            const figure = standing.county.trend.find((each) => each.period === period)?.figure;
            return figure?.shown === true ? sayShare(speech, standing, figure.share) : '–';
          },
        }),
      ),
    ];
  }, [indicators, speech, t, format]);
  return (
    <DataTable
      caption={t('overview.trend.table')}
      columns={columns}
      rows={indicators}
      rowKey={({ id }) => id}
    />
  );
};

/** The last twelve months of each indicator, as small pictures of one kind, or as a table. */
export const Trends = ({
  indicators,
  ownName,
}: Pick<Overview, 'indicators'> & { readonly ownName: string | undefined }) => {
  const { t } = useSpeech();
  const [asTable, setAsTable] = useState(false);
  const shown = indicators.filter(hasCourse);
  if (shown.length === 0) return null;
  return (
    <section className="og-section" aria-labelledby="trend">
      <div className="ov-head">
        <Heading level={2} data-size="sm" id="trend">
          {t('overview.trend.title')}
        </Heading>
        <Button variant="tertiary" data-size="sm" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'shell.chart.asPicture' : 'shell.chart.asTable')}
        </Button>
      </div>
      <p className="og-of">{t('overview.trend.lead')}</p>
      {asTable ? (
        <Months indicators={shown} />
      ) : (
        <div className="ov-trends">
          {shown.map((standing) => (
            <figure key={standing.id}>
              <figcaption>{standing.name}</figcaption>
              <Trend standing={standing} ownName={ownName} />
            </figure>
          ))}
        </div>
      )}
    </section>
  );
};
