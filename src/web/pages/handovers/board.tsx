import './board.css';
import './picture.css';
import {
  Link as DsLink,
  Field,
  Heading,
  Label,
  Paragraph,
  Select,
  ToggleGroup,
} from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { query, useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Durations } from './durations.tsx';
import { durationRows, type Gone, heatRows, type Part } from './gone.ts';
import { Heat } from './heat.tsx';
import { wordPeriod } from './wording.ts';

const grains = ['month', 'quarter', 'year'] as const;

const Shown = ({ gone, by }: { readonly gone: Gone; readonly by: 'enterprise' | 'pair' }) => {
  const speech = useSpeech();
  const { t } = speech;
  const durations = durationRows(gone);
  const cells = by === 'pair' ? gone.pairs : gone.enterprises;
  const shown = Map.groupBy(
    cells.filter(({ figure }) => figure.shown),
    ({ part }) => part,
  );
  const countOf = ({ part }: Part): number => shown.get(part)?.length ?? 0;
  const parts = gone.expectations
    .filter((part) => countOf(part) > 0)
    .toSorted((a, b) => countOf(b) - countOf(a));
  const { rows, hidden } = heatRows(cells.filter(({ part }) => shown.has(part)));
  const period = wordPeriod(speech, gone.grain, gone.period);
  return (
    <>
      {durations.length === 0 ? (
        <Nothing text={t('handovers.board.noCounty', { period })} />
      ) : (
        <Durations rows={durations} />
      )}
      <section className="og-section" aria-labelledby="handovers-heat">
        <Heading level={2} data-size="xs" id="handovers-heat">
          {t(`handovers.board.heat.${by}`)}
        </Heading>
        <Paragraph data-size="sm" className="og-of">
          {t('handovers.board.heatLead')}
        </Paragraph>
        {rows.length === 0 ? (
          <Nothing text={t('handovers.board.noHeat', { period })} />
        ) : (
          <Heat caption={t(`handovers.board.caption.${by}`, { period })} parts={parts} rows={rows} />
        )}
        {hidden > 0 && (
          <Paragraph data-size="sm" className="og-hidden">
            {t(`handovers.board.onlyHidden.${by}`, { count: hidden })}
          </Paragraph>
        )}
      </section>
    </>
  );
};

/** How handovers go all together, for those who may see no case, and for all who want to compare. */
export const Board = () => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  const [filters, setFilters] = useFilters(['grain', 'period', 'by']);
  const by = filters.by === 'pair' ? 'pair' : 'enterprise';
  const { grain, period } = filters;
  const answer = useApi<Gone>(`/api/board/expectations${query({ grain, period })}`);
  return (
    <>
      {may(me, 'handovers.read') && (
        <Paragraph data-size="sm">
          <DsLink asChild>
            <Link href="/overgangar">← {t('handovers.back')}</Link>
          </DsLink>
        </Paragraph>
      )}
      <PageHeading title={t('handovers.board.title')} lead={t('handovers.board.lead')}>
        <Field>
          <Label data-size="sm">{t('handovers.board.grain')}</Label>
          <Select
            data-size="sm"
            value={grain ?? 'month'}
            onChange={({ target }) => setFilters({ grain: target.value, period: undefined })}
          >
            {grains.map((each) => (
              <Select.Option key={each} value={each}>
                {t(`handovers.board.grains.${each}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
        {answer.data !== undefined && (
          <Field>
            <Label data-size="sm">{t('handovers.board.period')}</Label>
            <Select
              data-size="sm"
              value={period ?? answer.data.period}
              onChange={({ target }) => setFilters({ period: target.value })}
            >
              {[...new Set([...answer.data.choices, answer.data.period])].map((each) => (
                <Select.Option key={each} value={each}>
                  {wordPeriod(speech, answer.data?.grain ?? 'month', each)}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
        <ToggleGroup
          data-size="sm"
          value={by}
          onChange={(next) => setFilters({ by: next === 'pair' ? 'pair' : undefined })}
          aria-label={t('handovers.board.by')}
        >
          <ToggleGroup.Item value="enterprise">{t('handovers.board.bys.enterprise')}</ToggleGroup.Item>
          <ToggleGroup.Item value="pair">{t('handovers.board.bys.pair')}</ToggleGroup.Item>
        </ToggleGroup>
      </PageHeading>
      <Answer of={answer}>{(gone) => <Shown gone={gone} by={by} />}</Answer>
    </>
  );
};
