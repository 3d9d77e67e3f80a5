import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Problem, useDeed } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { FrozenHead, ShownReport } from './report.ts';

/** Freezes a report, after it has been said what that means, and goes to its address. */
export const Freeze = ({ report, isOver }: { readonly report: ShownReport; readonly isOver: boolean }) => {
  const { t } = useSpeech();
  const deed = useDeed();
  const [, go] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setIsBusy] = useState(false);
  const freeze = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const { grain, period, language, enterprises } = report;
      const head = await deed<FrozenHead>('/api/board/reports', {
        grain,
        period,
        language,
        organisations: enterprises.map(({ herId }) => herId),
      });
      dialog.current?.close();
      if (head !== undefined) go(`/rapport/${head.id}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  if (!isOver) return <p className="og-of rp-no-print">{t('report.freeze.running')}</p>;
  return (
    <div className="rp-no-print">
      <Button data-size="sm" onClick={() => dialog.current?.showModal()}>
        {t('report.freeze.open')}
      </Button>
      <Dialog ref={dialog} closedby="any" closeButton={t('shell.close')}>
        <Heading level={2} data-size="xs">
          {t('report.freeze.title', { period: report.periodName })}
        </Heading>
        <Paragraph>{t('report.freeze.meaning')}</Paragraph>
        {problem !== undefined && (
          <Alert data-color="danger" role="alert">
            {[problem.message, problem.mend].filter((part) => part !== undefined).join(' ')}
          </Alert>
        )}
        <div className="og-actions">
          <Button disabled={isBusy} onClick={() => void freeze()}>
            {t('report.freeze.do')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
};
