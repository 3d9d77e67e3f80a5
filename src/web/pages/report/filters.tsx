import { Checkbox, Details, Field, Fieldset, Label, Select } from '@digdir/designsystemet-react';
import { reportGrains } from '../../../domain/board/report.ts';
import { languages } from '../../../domain/texts.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { type Draft, languageNames } from './report.ts';

export const filterNames = ['grain', 'period', 'organisations', 'language'] as const;
type Name = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<Name, string>>>;

const chosenOf = ({ organisations }: Filters): readonly string[] =>
  organisations === undefined ? [] : organisations.split(',');

const Organisations = ({
  draft,
  filters,
  onChange,
}: {
  readonly draft: Draft;
  readonly filters: Filters;
  readonly onChange: (change: Partial<Record<Name, string | undefined>>) => void;
}) => {
  const { t } = useSpeech();
  const chosen = chosenOf(filters);
  const toggle = (herId: string, isOn: boolean): void => {
    const next = isOn ? [...chosen, herId] : chosen.filter((each) => each !== herId);
    onChange({ organisations: next.join(',') });
  };
  return (
    <Details className="rp-choose rp-no-print" data-size="sm">
      <Details.Summary>
        {chosen.length === 0
          ? t('report.organisations.all')
          : t('report.organisations.some', { count: chosen.length })}
      </Details.Summary>
      <Details.Content>
        <Fieldset className="rp-organisations">
          <Fieldset.Legend data-size="sm">{t('report.organisations.legend')}</Fieldset.Legend>
          {draft.organisations.map(({ herId, name }) => (
            <Checkbox
              key={herId}
              data-size="sm"
              label={name ?? String(herId)}
              value={String(herId)}
              checked={chosen.includes(String(herId))}
              onChange={({ target }) => toggle(String(herId), target.checked)}
            />
          ))}
        </Fieldset>
      </Details.Content>
    </Details>
  );
};

/** What the report is of: year or quarter, which one, and in which language. */
export const ReportFilters = ({
  draft,
  filters,
  onChange,
}: {
  readonly draft: Draft | undefined;
  readonly filters: Filters;
  readonly onChange: (change: Partial<Record<Name, string | undefined>>) => void;
}) => {
  const { t, language } = useSpeech();
  return (
    <>
      <Field>
        <Label data-size="sm">{t('report.grain')}</Label>
        <Select
          data-size="sm"
          value={filters.grain ?? 'quarter'}
          onChange={({ target }) => onChange({ grain: target.value, period: undefined })}
        >
          {reportGrains.map((grain) => (
            <Select.Option key={grain} value={grain}>
              {t(`report.grains.${grain}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label data-size="sm">{t('report.period')}</Label>
        <Select
          data-size="sm"
          value={filters.period ?? draft?.report.period ?? ''}
          onChange={({ target }) => onChange({ period: target.value })}
        >
          {(draft?.choices ?? []).map(({ period, name }) => (
            <Select.Option key={period} value={period}>
              {name}
            </Select.Option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label data-size="sm">{t('report.language')}</Label>
        <Select
          data-size="sm"
          value={filters.language ?? language}
          onChange={({ target }) => onChange({ language: target.value })}
        >
          {languages.map((code) => (
            <Select.Option key={code} value={code}>
              {languageNames[code]}
            </Select.Option>
          ))}
        </Select>
      </Field>
      {draft !== undefined && <Organisations draft={draft} filters={filters} onChange={onChange} />}
    </>
  );
};
