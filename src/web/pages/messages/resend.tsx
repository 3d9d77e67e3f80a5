import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useRef, useState } from 'react';
import { Problem, useDeed } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';

/**
 * Asks before a message is sent to a receiver again, and says how it went: also when it may not be asked for once more,
 * because it is on its way.
 */
export const Resend = ({
  id,
  receiver,
  name,
  isOffered,
}: {
  readonly id: string;
  readonly receiver: number;
  readonly name: string;
  readonly isOffered: boolean;
}) => {
  const { t } = useSpeech();
  const deed = useDeed();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<Problem | 'sent'>();
  const send = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await deed(`/api/messages/${id}/resend`, { receiver });
      setOutcome('sent');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setOutcome(error);
    } finally {
      setIsBusy(false);
      dialog.current?.close();
    }
  };
  return (
    <>
      {isOffered && (
        <div className="og-actions">
          <Button variant="secondary" data-size="sm" onClick={() => dialog.current?.showModal()}>
            {t('messages.resend.open')}
          </Button>
        </div>
      )}
      <Dialog ref={dialog} closedby="any" closeButton={t('shell.close')}>
        <Heading level={2} data-size="xs">
          {t('messages.resend.title', { name })}
        </Heading>
        <Paragraph>{t('messages.resend.what')}</Paragraph>
        <Paragraph>{t('messages.resend.logged')}</Paragraph>
        <div className="og-actions">
          <Button disabled={isBusy} onClick={() => void send()}>
            {t('messages.resend.do')}
          </Button>
          <Button variant="tertiary" onClick={() => dialog.current?.close()}>
            {t('messages.resend.cancel')}
          </Button>
        </div>
      </Dialog>
      <div aria-live="polite">
        {outcome === 'sent' && <Alert data-color="success">{t('messages.resend.done')}</Alert>}
        {outcome instanceof Problem && (
          <Alert data-color="danger">
            {outcome.message} {outcome.mend}
          </Alert>
        )}
      </div>
    </>
  );
};
