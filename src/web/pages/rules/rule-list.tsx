import { Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { severities } from '../../../domain/finding.ts';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Filters } from './filters.tsx';
import { isFound, type RuleRow, rankOf, standsSo, stateNames } from './rules.ts';
import { SeverityTag, StateText } from './state.tsx';

const mostRows = 40;
/** More types than this are counted, not named. */
const namedTypes = 2;

const distinct = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].sort((one, other) => one.localeCompare(other, 'nb'));

const Rows = ({ rules }: { readonly rules: readonly RuleRow[] }) => {
  const { t } = useSpeech();
  const [values, change] = useFilters(['q', 'type', 'block', 'kind', 'severity', 'source', 'state', 'order']);
  const words = (kind: 'types' | 'blocks', codes: readonly string[]) =>
    distinct(codes).map((code): readonly [string, string] => [code, t(`words.${kind}.${code}`)]);
  const choices = [
    {
      name: 'type',
      label: t('rules.filter.type'),
      options: words(
        'types',
        rules.flatMap(({ types }) => types),
      ),
    },
    {
      name: 'block',
      label: t('rules.filter.block'),
      options: words(
        'blocks',
        rules.flatMap(({ block }) => block ?? []),
      ),
    },
    {
      name: 'kind',
      label: t('rules.filter.kind'),
      options: (['xpath', 'wording', 'check'] as const).map(
        (kind) => [kind, t(`rules.kinds.${kind}`)] as const,
      ),
    },
    {
      name: 'severity',
      label: t('rules.filter.severity'),
      options: severities.toReversed().map((one) => [one, t(`rules.severities.${one}`)] as const),
    },
    {
      name: 'source',
      label: t('rules.filter.source'),
      options: distinct(rules.map(({ source }) => source.document)).map((one) => [one, one] as const),
    },
    {
      name: 'state',
      label: t('rules.filter.state'),
      options: stateNames.map((one) => [one, t(`rules.filter.states.${one}`)] as const),
    },
  ];
  const is = (wanted: string | undefined, value: string | null): boolean =>
    wanted === undefined || wanted === value;
  const shown = rules.filter(
    (rule) =>
      isFound(values.q, [rule.title, rule.mend, rule.id, rule.source.document, rule.source.section]) &&
      (values.type === undefined || rule.types.includes(values.type)) &&
      is(values.block, rule.block) &&
      is(values.kind, rule.kind) &&
      is(values.severity, rule.now.severity) &&
      is(values.source, rule.source.document) &&
      standsSo(rule.now, rule.severity, values.state),
  );
  const typeText = ({ types }: RuleRow): string => {
    const names = types.slice(0, namedTypes).map((code) => t(`words.types.${code}`));
    const more = types.length - names.length;
    return more > 0 ? t('rules.andMore', { names: names.join(', '), more }) : names.join(', ');
  };
  const columns: readonly Column<RuleRow>[] = [
    {
      key: 'title',
      title: t('rules.columns.rule'),
      sort: ({ title }) => title,
      cell: ({ id, title }) => (
        <DsLink asChild>
          <Link href={`/reglar/${id}`}>{title}</Link>
        </DsLink>
      ),
    },
    { key: 'type', title: t('rules.columns.type'), cell: typeText, sort: typeText },
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
      sort: ({ source }) => source.document,
      cell: ({ source }) => source.document,
    },
  ];
  return (
    <>
      <Filters values={values} choices={choices} onChange={change} />
      {shown.length === 0 ? (
        <Nothing text={t('rules.empty')} />
      ) : (
        <DataTable
          caption={t('rules.count', { shown: shown.length, all: rules.length })}
          columns={columns}
          rows={shown}
          rowKey={({ id }) => id}
          most={mostRows}
          order={values.order ?? 'severity'}
          onOrder={(order) => change({ order })}
        />
      )}
    </>
  );
};

/** All rules on what messages say. */
export const RuleList = () => (
  <Answer of={useApi<{ readonly rules: readonly RuleRow[] }>('/api/rules')}>
    {({ rules }) => <Rows rules={rules} />}
  </Answer>
);
