import { Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { severities } from '../../../domain/finding.ts';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Filters } from './filters.tsx';
import { type Catalogue, type Expectation, isFound, rankOf, standsSo, stateNames } from './rules.ts';
import { SeverityTag, StateText } from './state.tsx';

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

const textsOf = (values: readonly { readonly text: string }[]): string =>
  distinct(values.map(({ text }) => text)).join(', ');

const Rows = ({ expectations }: { readonly expectations: readonly Expectation[] }) => {
  const { t } = useSpeech();
  const [values, change] = useFilters(['q', 'severity', 'source', 'confidence', 'state', 'order']);
  const choices = [
    {
      name: 'severity',
      label: t('rules.filter.severity'),
      options: severities.toReversed().map((one) => [one, t(`rules.severities.${one}`)] as const),
    },
    {
      name: 'source',
      label: t('rules.filter.source'),
      options: distinct(expectations.flatMap(({ sources }) => sources.map(({ document }) => document)))
        .toSorted((one, other) => one.localeCompare(other, 'nb'))
        .map((one) => [one, one] as const),
    },
    {
      name: 'confidence',
      label: t('rules.filter.confidence'),
      options: ['L', 'N', 'S', 'P', 'A'].map((one) => [one, t(`rules.confidence.${one}`)] as const),
    },
    {
      name: 'state',
      label: t('rules.filter.state'),
      options: stateNames.map((one) => [one, t(`rules.filter.states.${one}`)] as const),
    },
  ];
  const shown = expectations.filter(
    ({ id, name, act, sources, severity, now }) =>
      isFound(values.q, [id, name, act, ...sources.map(({ document }) => document)]) &&
      (values.severity === undefined || values.severity === now.severity) &&
      (values.source === undefined || sources.some(({ document }) => document === values.source)) &&
      (values.confidence === undefined ||
        sources.some(({ confidence }) => confidence === values.confidence)) &&
      standsSo(now, severity, values.state),
  );
  const columns: readonly Column<Expectation>[] = [
    {
      key: 'name',
      title: t('rules.columns.expectation'),
      sort: ({ name }) => name,
      cell: ({ id, name }) => (
        <DsLink asChild>
          <Link href={`/reglar/forventning/${id}`}>{name}</Link>
        </DsLink>
      ),
    },
    {
      key: 'from',
      title: t('rules.columns.from'),
      cell: ({ cases }) => textsOf(cases.flatMap(({ from }) => from)),
      sort: ({ cases }) => textsOf(cases.flatMap(({ from }) => from)),
    },
    {
      key: 'deadline',
      title: t('rules.columns.deadline'),
      cell: ({ cases }) => distinct(cases.flatMap(({ now }) => now?.text ?? [])).join('; '),
    },
    {
      key: 'severity',
      title: t('rules.columns.severity'),
      sort: ({ now }) => -rankOf(now.severity),
      cell: ({ now }) => <SeverityTag of={now} />,
    },
    {
      key: 'state',
      title: t('rules.columns.state'),
      sort: ({ now }) => (now.isOn ? 1 : 0),
      cell: ({ now }) => <StateText state={now} />,
    },
    {
      key: 'source',
      title: t('rules.columns.source'),
      sort: ({ sources }) => sources[0]?.document ?? '',
      cell: ({ sources }) => distinct(sources.map(({ document }) => document)).join(', '),
    },
  ];
  return (
    <>
      <Filters values={values} choices={choices} onChange={change} />
      {shown.length === 0 ? (
        <Nothing text={t('rules.emptyExpectations')} />
      ) : (
        <DataTable
          caption={t('rules.countExpectations', { shown: shown.length, all: expectations.length })}
          columns={columns}
          rows={shown}
          rowKey={({ id }) => id}
          order={values.order ?? 'severity'}
          onOrder={(order) => change({ order })}
        />
      )}
    </>
  );
};

/** All expectations: what should come, from whom, by when. */
export const ExpectationList = () => (
  <Answer of={useApi<Catalogue>('/api/expectations')}>
    {({ expectations }) => <Rows expectations={expectations} />}
  </Answer>
);
