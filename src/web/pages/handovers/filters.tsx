import { Button, Chip, Field, Fieldset, Input, Label, Select } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { query, useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { CountedParty, Counts } from './handover.ts';

/** What a list is narrowed by, as it stands in the address and as GET /api/handovers takes it. */
export const filterNames = [
  'attention',
  'waitingFor',
  'state',
  'municipality',
  'hospital',
  'expectation',
  'from',
  'to',
  'sort',
] as const;
type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;
export type ChangeFilters = (change: Partial<Record<FilterName, string | undefined>>) => void;

const states = [
  'admitted',
  'planning',
  'ready',
  'accepted',
  'overdue-stay',
  'discharged',
  'complete',
  'closed-death',
  'cancelled',
] as const;
const sorts = ['attention', 'due', '-admitted'] as const;
const attentions = ['late', 'due-soon', 'open', 'none'] as const;

/** GET /api/expectations, as far as a choice of them needs it. */
interface Catalogue {
  readonly expectations: readonly { readonly id: string; readonly name: string; readonly scope: string }[];
}

const Choice = ({
  label,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}) => (
  <Field>
    <Label data-size="sm">{label}</Label>
    <Select data-size="sm" value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
      {children}
    </Select>
  </Field>
);

/** How many press how much, to choose from. */
export const Asked = ({
  filters,
  counts,
  onChange,
}: {
  readonly filters: Filters;
  readonly counts: Counts | undefined;
  readonly onChange: ChangeFilters;
}) => {
  const { t, format } = useSpeech();
  const shown = { late: counts?.late, 'due-soon': counts?.dueSoon, open: counts?.open, none: undefined };
  const text = (name: (typeof attentions)[number]): string => {
    const count = shown[name];
    return count === undefined
      ? t(`handovers.asked.${name}`)
      : `${t(`handovers.asked.${name}`)} ${format.number(count)}`;
  };
  const chip = (name: string | undefined, label: string) => (
    <Chip.Radio
      key={label}
      name="attention"
      checked={filters.attention === name}
      onChange={() => onChange({ attention: name })}
    >
      {label}
    </Chip.Radio>
  );
  return (
    <Fieldset className="og-asked">
      <Fieldset.Legend className="og-unseen">{t('handovers.counts')}</Fieldset.Legend>
      {chip(undefined, t('handovers.asked.all'))}
      {attentions.map((name) => chip(name, text(name)))}
    </Fieldset>
  );
};

const Parties = ({
  name,
  of,
  filters,
  onChange,
}: {
  readonly name: 'municipality' | 'hospital';
  readonly of: readonly CountedParty[];
  readonly filters: Filters;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  const chosen = filters[name];
  const isMissing = chosen !== undefined && !of.some(({ herId }) => String(herId) === chosen);
  return (
    <Choice
      label={t(`handovers.filter.${name}`)}
      value={chosen}
      onChange={(value) => onChange({ [name]: value })}
    >
      <Select.Option value="">{t('handovers.filter.allParties')}</Select.Option>
      {isMissing && <Select.Option value={chosen}>{chosen}</Select.Option>}
      {of.map((party) => (
        <Select.Option key={party.herId} value={party.herId}>
          {party.name ?? party.herId} ({party.count})
        </Select.Option>
      ))}
    </Choice>
  );
};

const Day = ({
  name,
  filters,
  onChange,
}: {
  readonly name: 'from' | 'to';
  readonly filters: Filters;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  return (
    <Field>
      <Label data-size="sm">{t(`handovers.filter.${name}`)}</Label>
      <Input
        type="date"
        data-size="sm"
        value={filters[name] ?? ''}
        onChange={({ target }) => onChange({ [name]: target.value })}
      />
    </Field>
  );
};

const rest = ['state', 'municipality', 'hospital', 'expectation', 'from', 'to'] as const;

/** All that a list can be narrowed by; the rarer choices open when one of them is made. */
export const Narrow = ({
  filters,
  counts,
  onChange,
}: {
  readonly filters: Filters;
  readonly counts: Counts | undefined;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  const { data: catalogue } = useApi<Catalogue>('/api/expectations');
  const ofHandovers = catalogue?.expectations.filter(({ scope }) => scope === 'handover') ?? [];
  const isNarrowed = filterNames.some((name) => filters[name] !== undefined);
  return (
    <div className="og-narrow">
      <div className="og-filters">
        <Choice
          label={t('handovers.filter.waitingFor')}
          value={filters.waitingFor}
          onChange={(waitingFor) => onChange({ waitingFor })}
        >
          <Select.Option value="">{t('handovers.filter.anybody')}</Select.Option>
          <Select.Option value="me">{t('handovers.filter.me')}</Select.Option>
          <Select.Option value="others">{t('handovers.filter.others')}</Select.Option>
        </Choice>
        <Choice
          label={t('handovers.filter.sort')}
          value={filters.sort ?? 'attention'}
          onChange={(sort) => onChange({ sort: sort === 'attention' ? undefined : sort })}
        >
          {sorts.map((sort) => (
            <Select.Option key={sort} value={sort}>
              {t(`handovers.sorts.${sort}`)}
            </Select.Option>
          ))}
        </Choice>
        {isNarrowed && (
          <Button
            variant="tertiary"
            data-size="sm"
            onClick={() => onChange(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
          >
            {t('handovers.filter.clear')}
          </Button>
        )}
      </div>
      <details open={rest.some((name) => filters[name] !== undefined)}>
        <summary>{t('handovers.filter.more')}</summary>
        <div className="og-filters">
          <Choice
            label={t('handovers.filter.state')}
            value={filters.state}
            onChange={(state) => onChange({ state })}
          >
            <Select.Option value="">{t('handovers.filter.allStates')}</Select.Option>
            {states.map((state) => (
              <Select.Option key={state} value={state}>
                {t(`handovers.states.${state}`)}
              </Select.Option>
            ))}
          </Choice>
          <Parties
            name="municipality"
            of={counts?.municipalities ?? []}
            filters={filters}
            onChange={onChange}
          />
          <Parties name="hospital" of={counts?.hospitals ?? []} filters={filters} onChange={onChange} />
          <Choice
            label={t('handovers.filter.expectation')}
            value={filters.expectation}
            onChange={(expectation) => onChange({ expectation })}
          >
            <Select.Option value="">{t('handovers.filter.allExpectations')}</Select.Option>
            {ofHandovers.map(({ id, name }) => (
              <Select.Option key={id} value={id}>
                {name}
              </Select.Option>
            ))}
          </Choice>
          <Day name="from" filters={filters} onChange={onChange} />
          <Day name="to" filters={filters} onChange={onChange} />
        </div>
      </details>
    </div>
  );
};

/** What is counted: all that the list is narrowed by, but for how much it presses. */
export const countsPath = ({ attention: _, sort: __, ...narrowed }: Filters): string =>
  `/api/handovers/counts${query(narrowed)}`;
