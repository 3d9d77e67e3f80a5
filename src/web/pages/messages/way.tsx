import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Traced, TracedEvent } from './message.ts';
import { wordSpan } from './wording.ts';

/** What came before the first event: it was made, and it came here. */
const beginnings = ({ sentAt, receivedAt, events }: Traced) => {
  const sent = Date.parse(sentAt);
  const received = Date.parse(receivedAt);
  const [first] = events;
  return [
    { at: sentAt, event: 'made', actor: 'sender', untilNextMs: received - sent },
    {
      at: receivedAt,
      event: 'received',
      actor: 'gateway',
      untilNextMs: first === undefined ? null : Date.parse(first.at) - received,
    },
  ];
};

type Step = Pick<TracedEvent, 'at' | 'event' | 'actor' | 'untilNextMs'> & Partial<TracedEvent>;

const StepRow = ({ step, receiver }: { readonly step: Step; readonly receiver: string | undefined }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { at, event, actor, causeText, possible, untilNextMs } = step;
  return (
    <li>
      <div>
        <strong>{t(`messages.events.${event}`)}</strong>
        {receiver !== undefined && <span> · {receiver}</span>}
      </div>
      <div className="og-of">
        <time dateTime={at}>{format.dateTime(at)}</time> · {t(`messages.actors.${actor}`)}
      </div>
      {causeText !== undefined && causeText !== null && <div>{causeText}</div>}
      {possible === false && <div className="og-of">{t('messages.way.impossible')}</div>}
      {untilNextMs !== null && untilNextMs > 0 && (
        <div className="og-of og-message-span">
          {t('messages.way.next', { time: wordSpan(speech, untilNextMs) })}
        </div>
      )}
    </li>
  );
};

/** Every event in order, who did it, and how long it took until the next. */
export const Way = ({ traced }: { readonly traced: Traced }) => {
  const speech = useSpeech();
  const { deliveries, events } = traced;
  const names = new Map(
    deliveries.map(({ receiverHerId, receiver }) => [receiverHerId, wordSide(speech, receiver)]),
  );
  const steps: readonly Step[] = [...beginnings(traced), ...events];
  return (
    <ol className="og-message-way">
      {steps.map((step) => (
        <StepRow
          key={`${step.at} ${step.event} ${step.receiverHerId}`}
          step={step}
          // With one receiver all is about it.
          receiver={
            deliveries.length > 1 && step.receiverHerId !== undefined
              ? names.get(step.receiverHerId)
              : undefined
          }
        />
      ))}
    </ol>
  );
};
