import { Button, Field, Heading, Input, Label, Select, Spinner } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { addDays } from '../../../domain/calendar.ts';
import { Problem, useDeed } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Failed } from '../../parts/states.tsx';
import type { Change } from './rules.ts';
import { type Trial, TrialResult } from './trial.tsx';

/** What is tried, or decided. */
export interface Proposal {
  readonly subject: 'rule' | 'expectation';
  readonly item: string;
  readonly enterprise?: number;
  readonly change: Change;
}

const defaultDays = 30;

/** Tries a proposal: the board on whole months of everybody's traffic, others on a period of their own organisation's. */
export const Try = ({
  proposal,
  ofAll,
  today,
}: {
  readonly proposal: Proposal;
  readonly ofAll: boolean;
  readonly today: string;
}) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const deed = useDeed();
  const [months, setMonths] = useState(1);
  const [from, setFrom] = useState(addDays(today, -defaultDays));
  const [to, setTo] = useState(today);
  const [trial, setTrial] = useState<Trial>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setIsBusy] = useState(false);
  const acting = me?.enterprises[0]?.herId;
  const run = async (): Promise<void> => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      setTrial(
        ofAll
          ? await deed<Trial>('/api/replay/counts', { ...proposal, months })
          : await deed<Trial>('/api/replay/proposal', { ...proposal, acting, from, to }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="ru-step">
      <Heading level={3} data-size="2xs">
        {t('rules.try.title')}
      </Heading>
      <div className="og-filters">
        {ofAll ? (
          <Field>
            <Label data-size="sm">{t('rules.try.period')}</Label>
            <Select data-size="sm" value={months} onChange={({ target }) => setMonths(Number(target.value))}>
              {[1, 2, 3].map((count) => (
                <Select.Option key={count} value={count}>
                  {t(`rules.try.months.${count}`)}
                </Select.Option>
              ))}
            </Select>
          </Field>
        ) : (
          <>
            <Field>
              <Label data-size="sm">{t('rules.try.from')}</Label>
              <Input
                data-size="sm"
                type="date"
                value={from}
                onChange={({ target }) => setFrom(target.value)}
              />
            </Field>
            <Field>
              <Label data-size="sm">{t('rules.try.to')}</Label>
              <Input data-size="sm" type="date" value={to} onChange={({ target }) => setTo(target.value)} />
            </Field>
          </>
        )}
        <Button variant="secondary" data-size="sm" disabled={isBusy} onClick={() => void run()}>
          {isBusy ? (
            <>
              <Spinner aria-hidden data-size="xs" /> {t('rules.try.running')}
            </>
          ) : (
            t('rules.try.run')
          )}
        </Button>
      </div>
      {problem !== undefined && <Failed problem={problem} />}
      {trial !== undefined && <TrialResult trial={trial} isCoarse={ofAll} />}
    </div>
  );
};
