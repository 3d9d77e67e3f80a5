import {
  Alert,
  Button,
  Field,
  Heading,
  Label,
  Paragraph,
  Radio,
  Textarea,
} from '@digdir/designsystemet-react';
import { type FormEvent, useEffect, useState } from 'react';
import { contentReasons, isKeepableReason } from '../../../domain/access-log.ts';
import { Problem, useUnkept } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSession } from '../../api/session.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { ContentParts } from './content-parts.tsx';
import type { Content, Traced } from './message.ts';
import { Section } from './section.tsx';

const mostText = 200;

/** Asks why, before anything is shown. */
const Asking = ({ onAsk }: { readonly onAsk: (reason: string, text: string) => Promise<void> }) => {
  const { t } = useSpeech();
  const [reason, setReason] = useState<string>();
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const isKeepable = isKeepableReason(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason === undefined || !isKeepable) return;
    setIsBusy(true);
    void onAsk(reason, text.trim()).finally(() => setIsBusy(false));
  };
  return (
    <form className="og-message-ask" onSubmit={submit}>
      <Alert data-color="warning">
        <Paragraph>{t('messages.content.warning')}</Paragraph>
      </Alert>
      <fieldset className="og-message-reasons">
        <legend>{t('messages.content.why')}</legend>
        {contentReasons.map((name) => (
          <Radio
            key={name}
            name="reason"
            value={name}
            data-size="sm"
            label={t(`messages.content.reasons.${name}`)}
            checked={reason === name}
            onChange={() => setReason(name)}
          />
        ))}
      </fieldset>
      <Field>
        <Label data-size="sm">{t('messages.content.words')}</Label>
        <Field.Description>{t('messages.content.wordsHint')}</Field.Description>
        <Textarea
          data-size="sm"
          rows={2}
          maxLength={mostText}
          autoComplete="off"
          value={text}
          aria-invalid={!isKeepable}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      {!isKeepable && (
        <Alert data-color="danger" role="alert">
          {t('messages.content.noNumbers')}
        </Alert>
      )}
      <div className="og-actions">
        <Button type="submit" data-size="sm" disabled={isBusy || reason === undefined || !isKeepable}>
          {t('messages.content.open')}
        </Button>
        {reason === undefined && <span className="og-of">{t('messages.content.chooseFirst')}</span>}
      </div>
    </form>
  );
};

/** Asked for, shown, and gone when it is closed or the page is left: it stands in this component's state alone. */
const Opened = ({ id }: { readonly id: string }) => {
  const { t } = useSpeech();
  const askOnce = useUnkept();
  const [content, setContent] = useState<Content>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    // A browser may keep a page that was left as it was, to go back to.
    const forget = () => setContent(undefined);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);
  const ask = async (reason: string, text: string): Promise<void> => {
    setProblem(undefined);
    try {
      const path = `/api/messages/${id}/content`;
      setContent(await askOnce<Content>(path, { reason, ...(text !== '' && { text }) }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <>
      {content === undefined && <Asking onAsk={ask} />}
      {problem !== undefined && (
        <Alert data-color="danger" role="alert">
          <Heading level={3} data-size="2xs">
            {problem.message}
          </Heading>
          {problem.mend !== undefined && <Paragraph>{problem.mend}</Paragraph>}
        </Alert>
      )}
      {content !== undefined && (
        <>
          <div className="og-actions">
            <Button variant="secondary" data-size="sm" onClick={() => setContent(undefined)}>
              {t('messages.content.hide')}
            </Button>
            <span className="og-of" role="status">
              {t('messages.content.logged')}
            </span>
          </div>
          <ContentParts content={content} />
        </>
      )}
    </>
  );
};

/** What the message says: for a clinical reader of a receiver that it has come to, who gives a reason. */
export const ContentView = ({ traced: { id, deliveries } }: { readonly traced: Traced }) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const session = useSession();
  if (!may(me, 'messages.content')) return null;
  const own = new Set(me?.enterprises.map(({ herId }) => herId));
  const hasCome = deliveries.some(
    ({ transport, receiver: { herId, enterprise } }) =>
      transport === 'acknowledged' && own.has(enterprise?.herId ?? herId),
  );
  return (
    <Section title={t('messages.content.title')}>
      {hasCome ? (
        <Opened key={`${id} ${session.role} ${session.actAs} ${session.person}`} id={id} />
      ) : (
        <Paragraph>{t('messages.content.notYours')}</Paragraph>
      )}
    </Section>
  );
};
