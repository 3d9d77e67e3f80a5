import './overview.css';
import { Field, Label, Select } from '@digdir/designsystemet-react';
import { query, useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { capital } from '../../parts/names.ts';
import { Answer, Nothing } from '../../parts/states.tsx';
import { IndicatorCard } from './card.tsx';
import { Changes } from './changes.tsx';
import { LateNow } from './late.tsx';
import { leading, type Overview } from './overview.ts';
import { Rankings } from './ranking.tsx';
import { Trends } from './trends.tsx';

const refreshMs = 5 * 60_000;

const Content = ({ overview }: { readonly overview: Overview }) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const { indicators, own, late, changes, months } = overview;
  const ownName = own?.name ?? undefined;
  const running = months[0] ?? overview.month;
  const first = leading.flatMap((id) => indicators.find((each) => each.id === id) ?? []);
  const others = indicators.filter((each) => !first.includes(each));
  const isAnything = indicators.some(({ county, own: course }) =>
    [county, course].some((each) => each?.figure.shown),
  );
  return (
    <>
      {!isAnything && <Nothing text={t('overview.empty')} />}
      <section className="ov-cards" aria-label={t('overview.leading')}>
        {first.map((standing) => (
          <IndicatorCard
            key={standing.id}
            standing={standing}
            isLeading
            running={running}
            ownName={ownName}
          />
        ))}
      </section>
      <div className="og-columns og-section ov-now">
        <LateNow late={late} enterprise={own} mayOpen={may(me, 'handovers.read')} />
        <Changes changes={changes} indicators={indicators} />
      </div>
      <Rankings indicators={indicators} own={own} />
      <Trends indicators={indicators} ownName={ownName} />
      <section className="og-section" aria-label={t('overview.others')}>
        <h2 className="ov-section-title">{t('overview.others')}</h2>
        <div className="ov-cards ov-small">
          {others.map((standing) => (
            <IndicatorCard
              key={standing.id}
              standing={standing}
              isLeading={false}
              running={running}
              ownName={ownName}
            />
          ))}
        </div>
      </section>
    </>
  );
};

/** The Monday page: how it goes, what is urgent, what has changed, who needs help and who shows the way. */
export const Page = () => {
  const { t, format } = useSpeech();
  const [filters, setFilters] = useFilters(['period']);
  const overview = useApi<Overview>(`/api/board/overview${query(filters)}`, refreshMs);
  const months = overview.data?.months ?? [];
  return (
    <>
      <PageHeading title={t('overview.title')} lead={t('overview.lead')}>
        <Field>
          <Label data-size="sm">{t('overview.period')}</Label>
          <Select
            data-size="sm"
            value={filters.period ?? ''}
            onChange={({ target }) => setFilters({ period: target.value })}
          >
            <Select.Option value="">{t('overview.newest')}</Select.Option>
            {months.map((month) => (
              <Select.Option key={month} value={month.slice(0, 7)}>
                {capital(format.month(month))}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </PageHeading>
      <Answer of={overview}>{(body) => <Content overview={body} />}</Answer>
    </>
  );
};
