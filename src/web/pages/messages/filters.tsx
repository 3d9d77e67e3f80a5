import { Checkbox, Field, Input, Label, Select } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { addDays } from '../../../domain/calendar.ts';
import { query } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { capital } from '../../parts/names.ts';

/** What the list is narrowed by, as it stands in the address; `s`: what was written in the box. */
export const filterNames = [
  's',
  'q',
  'enterprise',
  'party',
  'direction',
  'type',
  'transport',
  'receipt',
  'findings',
  'from',
  'to',
] as const;
type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;
export type ChangeFilters = (change: Partial<Record<FilterName, string | undefined>>) => void;

/** States that people ask for, as `axis.state`; the rest pass in a moment. */
const states = [
  'receipt.waiting',
  'receipt.timedOut',
  'receipt.rejected',
  'receipt.partial',
  'receipt.ok',
  'transport.queued',
  'transport.abandoned',
  'transport.rejected',
  'transport.refused',
  'transport.quarantined',
] as const;

const dateForm = /^\d{4}-\d\d-\d\d$/;

/** The search as the API takes it: dates in the address are whole days, the last one included. */
export const pathOf = (filters: Filters, after?: string): string => {
  const { s: _, q, to, ...rest } = filters;
  const until = to !== undefined && dateForm.test(to) ? addDays(to, 1) : to;
  return `/api/messages${query(q === undefined ? { ...rest, to: until, after } : { q })}`;
};

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

const DateField = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}) => (
  <Field>
    <Label data-size="sm">{label}</Label>
    <Input data-size="sm" type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value)} />
  </Field>
);

/** Choices beside the box. `hasDirection`: the reader works for somebody, so that there is an own side. */
export const Narrow = ({
  filters,
  types,
  hasDirection,
  onChange,
}: {
  readonly filters: Filters;
  readonly types: readonly { readonly code: string; readonly name: string }[];
  readonly hasDirection: boolean;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  const { transport, receipt } = filters;
  const state = transport !== undefined ? `transport.${transport}` : receipt && `receipt.${receipt}`;
  return (
    <div className="og-filters og-messages-narrow">
      <Choice label={t('messages.filter.type')} value={filters.type} onChange={(type) => onChange({ type })}>
        <Select.Option value="">{t('messages.filter.all')}</Select.Option>
        {types.map(({ code, name }) => (
          <Select.Option key={code} value={code}>
            {capital(name)}
          </Select.Option>
        ))}
      </Choice>
      <Choice
        label={t('messages.filter.state')}
        value={state}
        onChange={(next) => {
          const [axis, name] = next.split('.');
          onChange({ transport: undefined, receipt: undefined, ...(axis !== '' && { [axis ?? '']: name }) });
        }}
      >
        <Select.Option value="">{t('messages.filter.all')}</Select.Option>
        {states.map((name) => (
          <Select.Option key={name} value={name}>
            {t(`messages.states.${name}`)}
          </Select.Option>
        ))}
      </Choice>
      {hasDirection && (
        <Choice
          label={t('messages.filter.direction')}
          value={filters.direction}
          onChange={(direction) => onChange({ direction })}
        >
          <Select.Option value="">{t('messages.filter.both')}</Select.Option>
          <Select.Option value="sent">{t('messages.filter.sent')}</Select.Option>
          <Select.Option value="received">{t('messages.filter.received')}</Select.Option>
        </Choice>
      )}
      <DateField
        label={t('messages.filter.from')}
        value={filters.from}
        onChange={(from) => onChange({ from })}
      />
      <DateField label={t('messages.filter.to')} value={filters.to} onChange={(to) => onChange({ to })} />
      <Checkbox
        data-size="sm"
        label={t('messages.filter.findings')}
        checked={filters.findings === 'true'}
        onChange={({ target }) => onChange({ findings: target.checked ? 'true' : undefined })}
      />
    </div>
  );
};
