import { Link as DsLink, Heading, Tag } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Found } from './message.ts';
import { colourOf, wordStanding, wordType } from './wording.ts';

/** Receivers that stand in a row; a message seldom has more. */
const mostShown = 3;

/** A message in the list: what, from whom, when, and how it goes with each receiver. */
export const Row = ({ message }: { readonly message: Found }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { id, messageType, serviceStatus, sender, receivers, receivedAt, findings, severityText } = message;
  const hidden = receivers.length - mostShown;
  const severity = (severityText ?? '').toLocaleLowerCase('nb');
  return (
    <article className="og-card og-message-row" aria-labelledby={`message-${id}`}>
      <div>
        <Heading level={2} data-size="2xs" id={`message-${id}`}>
          <DsLink asChild>
            <Link href={`/meldingar/${id}`}>{wordType(speech, messageType.code, serviceStatus)}</Link>
          </DsLink>
        </Heading>
        <time className="og-of" dateTime={receivedAt}>
          {format.dateTime(receivedAt)}
        </time>
      </div>
      <div>
        <div>{t('messages.row.from', { name: wordSide(speech, sender) })}</div>
        {findings > 0 && (
          <div className="og-of">
            {findings === 1
              ? t('messages.row.finding', { severity })
              : t('messages.row.findings', { count: findings, severity })}
          </div>
        )}
      </div>
      <ul className="og-message-receivers">
        {receivers.slice(0, mostShown).map((receiver) => (
          <li key={receiver.herId}>
            <span>{t('messages.row.to', { name: wordSide(speech, receiver) })}</span>
            <Tag data-size="sm" data-color={colourOf(receiver)}>
              {wordStanding(receiver)}
            </Tag>
          </li>
        ))}
        {hidden > 0 && <li className="og-of">{t('messages.row.more', { count: hidden })}</li>}
      </ul>
    </article>
  );
};
