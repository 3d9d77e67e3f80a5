import { Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { shortLabel } from '../handovers/label.ts';
import type { Traced } from './message.ts';
import { Section } from './section.tsx';

/** Handovers that it belongs to, and what somebody owes because of it. Nothing for those who may see no handover. */
export const Around = ({ traced: { handovers, expected } }: { readonly traced: Traced }) => {
  const { t, format } = useSpeech();
  return (
    <>
      {handovers.length > 0 && (
        <Section title={t('messages.around.handovers')}>
          <ul>
            {handovers.map((id) => (
              <li key={id}>
                <DsLink asChild>
                  <Link href={`/overgangar/${encodeURIComponent(id)}`}>
                    {t('handovers.label', { label: shortLabel(id) })}
                  </Link>
                </DsLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {expected.length > 0 && (
        <Section title={t('messages.around.expected')}>
          <ul className="og-message-expected">
            {expected.map(({ key, name, stateText, owes, dueAt }) => (
              <li key={key}>
                <strong>{name}</strong> · {stateText}
                <div className="og-of">
                  {[
                    owes.name ?? owes.roleText,
                    dueAt === null ? undefined : t('messages.around.due', { time: format.dateTime(dueAt) }),
                  ]
                    .filter((part) => part !== undefined)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
};
