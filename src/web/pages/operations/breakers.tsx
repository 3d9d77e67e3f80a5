import { Alert, Button, Tag } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Problem, useDeed } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Breaker } from './operations.ts';

const colours = { open: 'danger', halfOpen: 'warning', closed: 'neutral' } as const;

const Card = ({ breaker, at }: { readonly breaker: Breaker; readonly at: string }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { data: me } = useMe();
  const deed = useDeed();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setIsBusy] = useState(false);
  const { receiver, state, failures, retryAt } = breaker;
  const retry = (): void => {
    setProblem(undefined);
    setIsBusy(true);
    deed(`/api/operations/breakers/${receiver.herId}/retry`)
      .catch((error: unknown) => {
        if (error instanceof Problem) setProblem(error);
      })
      .finally(() => setIsBusy(false));
  };
  const isWaiting = state === 'open' && retryAt !== null && retryAt > at;
  return (
    <li className="og-card">
      <div className="og-tags">
        <strong>{wordSide(speech, receiver)}</strong>
        <Tag data-size="sm" data-color={colours[state]}>
          {t(`operations.breakers.states.${state}`)}
        </Tag>
      </div>
      <p>{t(`operations.breakers.means.${state}`)}</p>
      <p className="og-of">
        {t('operations.breakers.failures', { count: failures })}
        {isWaiting && ` · ${t('operations.breakers.next', { time: format.dateTime(retryAt) })}`}
      </p>
      {isWaiting && may(me, 'operations.act') && (
        <Button variant="secondary" data-size="sm" disabled={isBusy} onClick={retry}>
          {t('operations.breakers.retry')}
        </Button>
      )}
      {problem !== undefined && (
        <Alert data-color="danger" role="alert">
          {problem.message} {problem.mend}
        </Alert>
      )}
    </li>
  );
};

/** Receivers that are left alone for a while because they fail, and those that have lately failed. */
export const Breakers = ({
  breakers,
  at,
}: {
  readonly breakers: readonly Breaker[];
  readonly at: string;
}) => (
  <ul className="og-list og-operations-cards">
    {breakers.map((breaker) => (
      <Card key={breaker.receiver.herId} breaker={breaker} at={at} />
    ))}
  </ul>
);
