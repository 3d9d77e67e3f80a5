import {
  Button,
  Field,
  Heading,
  Input,
  Label,
  Textarea,
  ValidationMessage,
} from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Problem, useDeed } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Failed } from '../../parts/states.tsx';
import type { Proposal } from './try.tsx';

const leastReason = 5;

/** Decides: from which day, and why. It cannot be taken back, only replaced. */
export const PutInForce = ({
  proposal,
  today,
  onDone,
}: {
  readonly proposal: Proposal;
  /** The first day that can be chosen. */
  readonly today: string;
  readonly onDone: () => void;
}) => {
  const { t } = useSpeech();
  const deed = useDeed();
  const [validFrom, setValidFrom] = useState(today);
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isTooShort = reason.trim().length < leastReason;
  const isPast = validFrom < today;
  const decide = async (): Promise<void> => {
    setIsAsked(true);
    setProblem(undefined);
    if (isTooShort || isPast) return;
    try {
      await deed('/api/decisions', { ...proposal, validFrom, reason });
      onDone();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <form
      className="ru-step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <Heading level={3} data-size="2xs">
        {t('rules.decide.title')}
      </Heading>
      <Field className="ru-field">
        <Label>{t('rules.decide.from')}</Label>
        <Input
          type="date"
          min={today}
          value={validFrom}
          onChange={({ target }) => setValidFrom(target.value)}
        />
        {isAsked && isPast && <ValidationMessage>{t('rules.decide.past')}</ValidationMessage>}
      </Field>
      <Field className="ru-reason">
        <Label>{t('rules.decide.why')}</Label>
        <Textarea
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {isAsked && isTooShort && <ValidationMessage>{t('rules.decide.short')}</ValidationMessage>}
      </Field>
      <p className="og-of">{t('rules.decide.note')}</p>
      {problem !== undefined && <Failed problem={problem} />}
      <Button type="submit">{t('rules.decide.do')}</Button>
    </form>
  );
};
