import { Alert, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import { blockWord, capital } from '../../parts/names.ts';
import { wordSide } from '../../parts/side.ts';
import type { Finding, Traced } from './message.ts';
import { Section } from './section.tsx';

/** Why it did not get through, or was turned down: the gateway's reasons and the receivers' codes, each with a mend. */
export const Stops = ({ traced: { rejectedBecause, deliveries } }: { readonly traced: Traced }) => {
  const speech = useSpeech();
  const { t } = speech;
  const stops = deliveries.flatMap(({ receiverHerId, receiver, receiptErrors }) => {
    const ours = rejectedBecause.filter((stop) => stop.receiverHerId === receiverHerId);
    return [...ours, ...receiptErrors].map(({ code, title, mend }) => ({
      key: `${receiverHerId} ${code}`,
      name: wordSide(speech, receiver),
      code,
      title,
      mend,
    }));
  });
  if (stops.length === 0) return null;
  return (
    <Alert data-color="danger" className="og-section">
      <Heading level={2} data-size="xs">
        {t('messages.stops.title')}
      </Heading>
      <ul className="og-message-stops">
        {stops.map(({ key, name, code, title, mend }) => (
          <li key={key}>
            <strong>{title}</strong> <span className="og-of">{t('messages.stops.of', { code, name })}</span>
            {mend !== null && <div>{mend}</div>}
          </li>
        ))}
      </ul>
    </Alert>
  );
};

/** What could be better in it: found by rules, and delivered all the same. */
export const Findings = ({ findings }: { readonly findings: readonly Finding[] }) => {
  const { t } = useSpeech();
  if (findings.length === 0) return null;
  return (
    <Section title={t('messages.findings.title', { count: findings.length })}>
      <Paragraph className="og-of">{t('messages.findings.lead')}</Paragraph>
      <ul className="og-list og-message-findings">
        {findings.map(({ rule, severityText, title, mend, block, source }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one rule may find several, and their order stays
          <li key={`${rule} ${place}`} className="og-card">
            <div className="og-tags">
              <Tag data-size="sm" data-color="neutral">
                {severityText}
              </Tag>
              {block !== null && (
                <Tag data-size="sm" variant="outline" data-color="neutral">
                  {capital(blockWord(t, block))}
                </Tag>
              )}
            </div>
            <strong>{title}</strong>
            {mend !== null && <div>{mend}</div>}
            <div className="og-of">
              {[source === null ? undefined : `${source.document}, ${source.section}`, rule]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
