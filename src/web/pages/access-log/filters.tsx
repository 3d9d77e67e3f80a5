import { Button, Field, Input, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { accessActions } from '../../../domain/access-log.ts';
import { roles } from '../../../domain/roles.ts';
import { useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';

/** What the log is searched by, as it stands in the address and as the API takes it. */
export const filterNames = [
  'person',
  'role',
  'enterprise',
  'action',
  'object',
  'patientOf',
  'from',
  'to',
  'after',
] as const;
type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;
type Change = (change: Partial<Record<FilterName, string | undefined>>) => void;

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
}) => {
  const { t } = useSpeech();
  return (
    <Field>
      <Label data-size="sm">{label}</Label>
      <Select data-size="sm" value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
        <Select.Option value="">{t('access-log.all')}</Select.Option>
        {children}
      </Select>
    </Field>
  );
};

/** What is written by hand is searched for when it is sent; choices at once. */
const Written = ({ filters, onChange }: { readonly filters: Filters; readonly onChange: Change }) => {
  const { t } = useSpeech();
  const [person, setPerson] = useState(filters.person ?? '');
  const [object, setObject] = useState(filters.object ?? '');
  const [patientOf, setPatientOf] = useState(filters.patientOf ?? '');
  useEffect(() => {
    setPerson(filters.person ?? '');
    setObject(filters.object ?? '');
    setPatientOf(filters.patientOf ?? '');
  }, [filters.person, filters.object, filters.patientOf]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange({ person: person.trim(), object: object.trim(), patientOf: patientOf.trim() });
  };
  return (
    <form className="og-filters" onSubmit={submit}>
      <Textfield
        data-size="sm"
        label={t('access-log.filter.person')}
        autoComplete="off"
        value={person}
        onChange={({ target }) => setPerson(target.value)}
      />
      <Textfield
        data-size="sm"
        label={t('access-log.filter.object')}
        autoComplete="off"
        value={object}
        onChange={({ target }) => setObject(target.value)}
      />
      <Textfield
        data-size="sm"
        label={t('access-log.filter.patientOf')}
        autoComplete="off"
        value={patientOf}
        onChange={({ target }) => setPatientOf(target.value)}
      />
      <Button type="submit" data-size="sm">
        {t('access-log.filter.search')}
      </Button>
    </form>
  );
};

/** Everything that the log can be narrowed by. */
export const Narrow = ({ filters, onChange }: { readonly filters: Filters; readonly onChange: Change }) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const isNarrowed = filterNames.some((name) => filters[name] !== undefined);
  return (
    <search className="og-access-log-search">
      <Written filters={filters} onChange={onChange} />
      <div className="og-filters">
        <Choice
          label={t('access-log.filter.role')}
          value={filters.role}
          onChange={(role) => onChange({ role })}
        >
          {roles.map((role) => (
            <Select.Option key={role} value={role}>
              {role === 'record-system' ? t('access-log.recordSystem') : t(`shell.roles.${role}`)}
            </Select.Option>
          ))}
        </Choice>
        <Choice
          label={t('access-log.filter.enterprise')}
          value={filters.enterprise}
          onChange={(enterprise) => onChange({ enterprise })}
        >
          {me?.enterprises.map(({ herId, name }) => (
            <Select.Option key={herId} value={String(herId)}>
              {name}
            </Select.Option>
          ))}
        </Choice>
        <Choice
          label={t('access-log.filter.action')}
          value={filters.action}
          onChange={(action) => onChange({ action })}
        >
          {accessActions.map((action) => (
            <Select.Option key={action} value={action}>
              {t(`access-log.actions.${action}`)}
            </Select.Option>
          ))}
        </Choice>
        {(['from', 'to'] as const).map((name) => (
          <Field key={name}>
            <Label data-size="sm">{t(`access-log.filter.${name}`)}</Label>
            <Input
              data-size="sm"
              type="date"
              value={filters[name] ?? ''}
              onChange={({ target }) => onChange({ [name]: target.value })}
            />
          </Field>
        ))}
        {isNarrowed && (
          <Button
            variant="tertiary"
            data-size="sm"
            onClick={() => onChange(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
          >
            {t('access-log.filter.reset')}
          </Button>
        )}
      </div>
    </search>
  );
};
