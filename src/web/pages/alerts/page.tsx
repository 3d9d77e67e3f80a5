import { Field, Label, Select } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { query, useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { More } from '../../parts/data-table.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import type { AlertPage } from './alert.ts';
import { AlertCard } from './card.tsx';

const refreshMs = 60_000;
const severities = ['critical', 'high', 'medium', 'low'] as const;
const states = ['open', 'acknowledged', 'assigned', 'closed'] as const;

/** One page of the list, and after it the next when it is asked for. */
const Alerts = ({ path }: { readonly path: (after?: string) => string }) => {
  const { t } = useSpeech();
  const [afters, setAfters] = useState<readonly string[]>([]);
  return (
    <>
      {[undefined, ...afters].map((after, place) => (
        <Slice
          key={after ?? 'first'}
          path={path(after)}
          onMore={place === afters.length ? (next) => setAfters([...afters, next]) : undefined}
          empty={place === 0 ? t('alerts.empty') : undefined}
        />
      ))}
    </>
  );
};

const Slice = ({
  path,
  onMore,
  empty,
}: {
  readonly path: string;
  readonly onMore: ((next: string) => void) | undefined;
  readonly empty: string | undefined;
}) => (
  <Answer of={useApi<AlertPage>(path, refreshMs)}>
    {({ alerts, next }) => (
      <>
        {alerts.length === 0 && empty !== undefined && <Nothing text={empty} />}
        <ul className="og-list">
          {alerts.map((alert) => (
            <li key={alert.id}>
              <AlertCard alert={alert} />
            </li>
          ))}
        </ul>
        {next !== null && onMore !== undefined && <More onClick={() => onMore(next)} />}
      </>
    )}
  </Answer>
);

/** What wants doing in the reader's organisation, the most severe first. */
export const Page = () => {
  const { t } = useSpeech();
  const [filters, setFilters] = useFilters(['state', 'severity']);
  const path = (after?: string) => `/api/alerts${query({ ...filters, after })}`;
  return (
    <>
      <PageHeading title={t('alerts.title')} lead={t('alerts.lead')}>
        <Field>
          <Label data-size="sm">{t('alerts.filter.state')}</Label>
          <Select
            data-size="sm"
            value={filters.state ?? ''}
            onChange={({ target }) => setFilters({ state: target.value })}
          >
            <Select.Option value="">{t('alerts.filter.notClosed')}</Select.Option>
            {states.map((state) => (
              <Select.Option key={state} value={state}>
                {t(`alerts.states.${state}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Field>
          <Label data-size="sm">{t('alerts.filter.severity')}</Label>
          <Select
            data-size="sm"
            value={filters.severity ?? ''}
            onChange={({ target }) => setFilters({ severity: target.value })}
          >
            <Select.Option value="">{t('alerts.filter.all')}</Select.Option>
            {severities.map((severity) => (
              <Select.Option key={severity} value={severity}>
                {t(`alerts.severities.${severity}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </PageHeading>
      <Alerts key={path()} path={path} />
    </>
  );
};
