import { Link as DsLink, Tag } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { wordSide } from '../../parts/side.ts';
import { Answer } from '../../parts/states.tsx';
import { Around } from './around.tsx';
import { ContentView } from './content.tsx';
import { Deliveries } from './deliveries.tsx';
import { EnvelopeFacts } from './envelope.tsx';
import { Findings, Stops } from './findings.tsx';
import type { Traced } from './message.ts';
import { Section } from './section.tsx';
import { Thread } from './thread.tsx';
import { Way } from './way.tsx';
import { colourOf, waitOf, wordStanding, wordType } from './wording.ts';

/** Where it is now, towards each receiver. */
const Now = ({ traced: { deliveries } }: { readonly traced: Traced }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  return (
    <ul className="og-card og-message-now" aria-label={t('messages.now.title')}>
      {deliveries.map((delivery) => {
        const { for: wait, until } = waitOf(delivery);
        return (
          <li key={delivery.receiverHerId}>
            <Tag data-color={colourOf(delivery)}>{wordStanding(delivery)}</Tag>
            <span>
              {t(`messages.now.${wait}`, { name: wordSide(speech, delivery.receiver) })}
              {until !== null && ` ${t(`messages.until.${wait}`, { time: format.dateTime(until) })}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
};

const Story = ({ traced }: { readonly traced: Traced }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { messageType, envelope, sender, receivedAt } = traced;
  return (
    <>
      <PageHeading
        title={wordType(speech, messageType, envelope.serviceStatus)}
        lead={t('messages.trace.lead', { name: wordSide(speech, sender), time: format.dateTime(receivedAt) })}
      />
      <Now traced={traced} />
      <Stops traced={traced} />
      <div className="og-columns">
        <Section title={t('messages.way.title')}>
          <Way traced={traced} />
        </Section>
        <div>
          <Section title={t('messages.deliveries.title')}>
            <Deliveries traced={traced} />
          </Section>
          <Around traced={traced} />
        </div>
      </div>
      <Findings findings={traced.findings} />
      <Thread traced={traced} />
      <ContentView traced={traced} />
      <Section title={t('messages.envelope.title')}>
        <EnvelopeFacts traced={traced} />
      </Section>
    </>
  );
};

/** One message: where it is now, all that happened to it, what is wrong with it and what it hangs together with. */
export const Trace = ({ id }: { readonly id: string }) => {
  const { t } = useSpeech();
  return (
    <>
      <DsLink asChild className="og-back">
        <Link href="/meldingar">{t('messages.trace.back')}</Link>
      </DsLink>
      <Answer of={useApi<Traced>(`/api/messages/${encodeURIComponent(id)}`)}>
        {(traced) => <Story traced={traced} />}
      </Answer>
    </>
  );
};
