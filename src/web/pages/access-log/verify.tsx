import { Alert, Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Failed } from '../../parts/states.tsx';
import type { Verdict } from './entry.ts';

/** Walks the chain when it is asked to, and says in words whether it holds. */
export const Verify = () => {
  const { t, format } = useSpeech();
  const [isAsked, setIsAsked] = useState(false);
  const { data, error, isValidating, mutate } = useApi<Verdict>(
    isAsked ? '/api/access-log/verify' : undefined,
  );
  const ask = (): void => {
    if (isAsked) void mutate();
    else setIsAsked(true);
  };
  return (
    <div className="og-access-log-verify">
      <Button variant="secondary" data-size="sm" disabled={isValidating} onClick={ask}>
        {t(isValidating ? 'access-log.verify.busy' : 'access-log.verify.do')}
      </Button>
      <div aria-live="polite">
        {error !== undefined && <Failed problem={error} />}
        {error === undefined && data?.holds === true && (
          <Alert data-color="success">
            {t('access-log.verify.holds', { count: format.number(data.good) })}{' '}
            <span className="og-access-log-head">
              {t('access-log.verify.head', { seq: data.head.seq, hash: data.head.hash })}
            </span>
          </Alert>
        )}
        {error === undefined && data !== undefined && data.broken !== null && (
          <Alert data-color="danger">
            {t(`access-log.verify.faults.${data.broken.fault}`, {
              seq: data.broken.seq,
              good: format.number(data.good),
            })}{' '}
            {t('access-log.verify.mend')}
          </Alert>
        )}
      </div>
    </div>
  );
};
