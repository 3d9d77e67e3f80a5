import { Field, Fieldset, Input, Label, Select } from '@digdir/designsystemet-react';
import type { Deadline, Figure, Span } from '../../../domain/deadline.ts';
import { useSpeech } from '../../i18n/language.tsx';

/** Units that a number can be counted in. */
const units = ['hours', 'days', 'workingDays'] as const;
type Unit = (typeof units)[number];
interface Counted {
  readonly kind: Unit;
  readonly amount: number;
}

/** A number and its unit; `sameDay` where the whole is that. */
const Amount = ({
  name,
  value,
  isFixed,
  onChange,
}: {
  readonly name: string;
  readonly value: Counted;
  /** The unit is not the board's to change. */
  readonly isFixed: boolean;
  readonly onChange: (next: Counted) => void;
}) => {
  const { t } = useSpeech();
  return (
    <div className="ru-amount">
      <Field>
        <Label data-size="sm">{name}</Label>
        <Input
          data-size="sm"
          type="number"
          min={1}
          max={1000}
          value={value.amount}
          onChange={({ target }) =>
            onChange({ ...value, amount: Math.max(1, Math.round(Number(target.value) || 1)) })
          }
        />
      </Field>
      <Field>
        <Label data-size="sm">{t('rules.deadline.unit')}</Label>
        <Select
          data-size="sm"
          value={value.kind}
          disabled={isFixed}
          onChange={({ target }) =>
            onChange({ ...value, kind: units.find((unit) => unit === target.value) ?? value.kind })
          }
        >
          {units.map((unit) => (
            <Select.Option key={unit} value={unit}>
              {t(`rules.units.${unit}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
    </div>
  );
};

const isCounted = (span: Span | undefined): span is Counted => span !== undefined && span.kind !== 'sameDay';

/** The figures of a deadline that may be decided, to be filled in; those that the law gives are not shown. */
export const DeadlineFields = ({
  value,
  open,
  onChange,
}: {
  readonly value: Deadline;
  readonly open: readonly Figure[];
  readonly onChange: (next: Deadline) => void;
}) => {
  const { t } = useSpeech();
  const isOpen = (figure: Figure): boolean => open.includes(figure);
  const isSpan = value.kind === 'hours' || value.kind === 'days' || value.kind === 'workingDays';
  const warn = 'warn' in value ? value.warn : undefined;
  const left = warn !== undefined && 'left' in warn ? warn.left : undefined;
  const gone = warn !== undefined && 'gone' in warn && isCounted(warn.gone) ? warn.gone : undefined;
  const escalate = 'escalate' in value ? value.escalate : undefined;
  return (
    <Fieldset className="ru-deadline">
      <Fieldset.Legend>{t('rules.deadline.legend')}</Fieldset.Legend>
      {isSpan && isOpen('amount') && (
        <Amount
          name={t('rules.deadline.amount')}
          value={value}
          isFixed={!isOpen('kind')}
          onChange={(next) => onChange({ ...value, ...next })}
        />
      )}
      {isOpen('warn') && left !== undefined && (
        <Amount
          name={t('rules.deadline.warnLeft')}
          value={left}
          isFixed={false}
          onChange={(next) => onChange({ ...value, warn: { left: next } } as Deadline)}
        />
      )}
      {isOpen('warn') && gone !== undefined && (
        <Amount
          name={t('rules.deadline.warnGone')}
          value={gone}
          isFixed={false}
          onChange={(next) => onChange({ ...value, warn: { gone: next } } as Deadline)}
        />
      )}
      {isOpen('escalate') && isCounted(escalate) && (
        <Amount
          name={t('rules.deadline.escalate')}
          value={escalate}
          isFixed={false}
          onChange={(next) => onChange({ ...value, escalate: next } as Deadline)}
        />
      )}
    </Fieldset>
  );
};

/** True when the form above has a field for it. */
export const canBeSet = (deadline: Deadline, open: readonly Figure[]): boolean => {
  const isSpan = deadline.kind === 'hours' || deadline.kind === 'days' || deadline.kind === 'workingDays';
  const warn = 'warn' in deadline ? deadline.warn : undefined;
  const hasWarning = warn !== undefined && ('left' in warn || isCounted(warn.gone));
  const escalate = 'escalate' in deadline ? deadline.escalate : undefined;
  return (
    (isSpan && open.includes('amount')) ||
    (hasWarning && open.includes('warn')) ||
    (isCounted(escalate) && open.includes('escalate'))
  );
};
