import { Button, Field, Label, Search, Select } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';

/** A choice that a list is narrowed by. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** Value and what it is called; without a choice, all. */
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** The search field and the choices of a list; what is chosen stands in the address. */
export const Filters = ({
  values,
  choices,
  onChange,
}: {
  readonly values: Readonly<Partial<Record<string, string>>>;
  readonly choices: readonly Choice[];
  readonly onChange: (change: Record<string, string | undefined>) => void;
}) => {
  const { t } = useSpeech();
  const isNarrowed = ['q', ...choices.map(({ name }) => name)].some((name) => values[name] !== undefined);
  const clearAll = (): void =>
    onChange(Object.fromEntries(['q', ...choices.map(({ name }) => name)].map((name) => [name, undefined])));
  return (
    <search className="og-filters ru-filters">
      <Field className="ru-search">
        <Label data-size="sm">{t('rules.filter.search')}</Label>
        <Search data-size="sm">
          <Search.Input
            aria-label={t('rules.filter.search')}
            value={values.q ?? ''}
            onChange={({ target }) => onChange({ q: target.value })}
          />
          <Search.Clear aria-label={t('rules.filter.clear')} onClick={() => onChange({ q: undefined })} />
        </Search>
      </Field>
      {choices.map(({ name, label, options }) => (
        <Field key={name}>
          <Label data-size="sm">{label}</Label>
          <Select
            data-size="sm"
            value={values[name] ?? ''}
            onChange={({ target }) => onChange({ [name]: target.value })}
          >
            <Select.Option value="">{t('rules.filter.all')}</Select.Option>
            {options.map(([value, text]) => (
              <Select.Option key={value} value={value}>
                {text}
              </Select.Option>
            ))}
          </Select>
        </Field>
      ))}
      {isNarrowed && (
        <Button variant="tertiary" data-size="sm" onClick={clearAll}>
          {t('rules.filter.clearAll')}
        </Button>
      )}
    </search>
  );
};
