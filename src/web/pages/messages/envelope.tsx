import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Traced } from './message.ts';

const kilobyte = 1_000;

/** What stands around the content: ids, program, size. */
export const EnvelopeFacts = ({ traced }: { readonly traced: Traced }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { id, msgId, sender, sentAt, receivedAt, messageType, envelope } = traced;
  const { size } = envelope;
  const facts: readonly (readonly [string, string | null])[] = [
    ['msgId', msgId],
    ['id', id],
    ['documentId', envelope.documentId],
    ['appRecId', envelope.appRecId],
    ['conversationId', envelope.conversationId],
    ['parentId', envelope.parentId],
    ['sender', `${wordSide(speech, sender)} (${sender.herId})`],
    ['sentAt', format.dateTime(sentAt)],
    ['receivedAt', format.dateTime(receivedAt)],
    ['type', messageType],
    ['format', envelope.format],
    ['sourceSystem', envelope.sourceSystem],
    ['origin', t(`messages.envelope.origins.${envelope.origin}`)],
    [
      'size',
      size < kilobyte ? `${format.number(size)} B` : `${format.number(Math.round(size / kilobyte))} kB`,
    ],
    ['sha256', envelope.sha256],
  ];
  return (
    <dl className="og-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name} className="og-message-fact">
              <dt>{t(`messages.envelope.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};
