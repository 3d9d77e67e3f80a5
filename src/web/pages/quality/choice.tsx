import { Field, Label, Select } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { capital } from '../../parts/names.ts';
import { type Grain, grains } from './quality.ts';
import { periodWord } from './words.ts';

/** One thing to choose, with its name above it. */
export const Choice = ({
  label,
  value,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}) => (
  <Field>
    <Label data-size="sm">{label}</Label>
    <Select data-size="sm" value={value} onChange={({ target }) => onChoose(target.value)}>
      {children}
    </Select>
  </Field>
);

/** Which period, by months, quarters or years; without one, the newest there is. */
export const PeriodChoices = ({
  grain,
  period,
  choices,
  onChange,
}: {
  readonly grain: Grain;
  /** As it stands in the address. */
  readonly period: string | undefined;
  readonly choices: readonly string[];
  readonly onChange: (next: { readonly grain?: string; readonly period: string | undefined }) => void;
}) => {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <>
      <Choice
        label={t('quality.grain')}
        value={grain}
        onChoose={(next) => onChange({ grain: next, period: undefined })}
      >
        {grains.map((each) => (
          <Select.Option key={each} value={each}>
            {t(`quality.grains.${each}`)}
          </Select.Option>
        ))}
      </Choice>
      <Choice
        label={t('quality.period')}
        value={period ?? ''}
        onChoose={(next) => onChange({ period: next === '' ? undefined : next })}
      >
        <Select.Option value="">{t('quality.newest')}</Select.Option>
        {choices.map((each) => (
          <Select.Option key={each} value={each}>
            {capital(periodWord(speech, grain, each))}
          </Select.Option>
        ))}
      </Choice>
    </>
  );
};
