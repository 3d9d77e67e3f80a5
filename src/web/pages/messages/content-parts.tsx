import { Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import type { Content } from './message.ts';

const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="og-message-part">
    <Heading level={3} data-size="2xs">
      {title}
    </Heading>
    {children}
  </section>
);

const List = ({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <Part title={title}>
      <ul>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike, and their order stays
          <li key={place}>{line}</li>
        ))}
      </ul>
    </Part>
  );

/** A message's content in sections of plain text, as the sender wrote it. */
export const ContentParts = ({ content }: { readonly content: Content }) => {
  const { t, format } = useSpeech();
  const { texts, diagnoses, medications, appointments, attachments } = content;
  const isEmpty = texts.length + diagnoses.length + medications.length + appointments.length === 0;
  const when = (at: string | null): string | null =>
    at === null || Number.isNaN(Date.parse(at)) ? at : at.length > 10 ? format.dateTime(at) : format.date(at);
  return (
    <div className="og-card">
      {isEmpty && <Paragraph>{t('messages.content.empty')}</Paragraph>}
      <List
        title={t('messages.content.diagnoses')}
        lines={diagnoses.map(({ code, text, main }) =>
          joined(code, text, main ? t('messages.content.main') : null),
        )}
      />
      {texts.map(({ heading, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: headings may be alike, and their order stays
        <Part key={place} title={heading ?? t('messages.content.text')}>
          <p className="og-message-text">{text}</p>
        </Part>
      ))}
      <List
        title={t('messages.content.medications')}
        lines={medications.map(({ name, dose, status, use }) => joined(name, dose, status, use))}
      />
      <List
        title={t('messages.content.appointments')}
        lines={appointments.map(({ at, place, state }) =>
          joined(when(at), place, t(`messages.content.appointmentStates.${state}`)),
        )}
      />
      {attachments > 0 && (
        <Paragraph className="og-of">{t('messages.content.attachments', { count: attachments })}</Paragraph>
      )}
    </div>
  );
};
