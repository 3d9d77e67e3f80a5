import { Link as DsLink, Heading } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import type { Change, Decision, State } from './rules.ts';
import { SeverityTag, StateText } from './state.tsx';

/** What the pages of one rule and of one expectation share. */

export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="og-section">
    <Heading level={2} data-size="xs">
      {title}
    </Heading>
    {children}
  </section>
);

/** The top: back to the list, the name, and how it stands. */
export const DetailHeading = ({
  title,
  back,
  backText,
  state,
}: {
  readonly title: string;
  readonly back: string;
  readonly backText: string;
  readonly state: State;
}) => (
  <>
    <p className="ru-back">
      <DsLink asChild>
        <Link href={back}>{backText}</Link>
      </DsLink>
    </p>
    <PageHeading title={title}>
      <div className="og-tags">
        <SeverityTag of={state} />
        <StateText state={state} />
      </div>
    </PageHeading>
  </>
);

/** A change in words. */
const useChangeText = (): ((change: Change) => string) => {
  const { t } = useSpeech();
  return (change) => {
    switch (change.what) {
      case 'switch':
        return t(change.on ? 'rules.change.on' : 'rules.change.off');
      case 'severity':
        return t('rules.change.severity', {
          severity: t(`rules.severities.${change.severity}`).toLocaleLowerCase('nb'),
        });
      case 'deadline':
        return t(change.case === undefined ? 'rules.change.deadline' : 'rules.change.deadlineOf', {
          deadline: change.text ?? '',
          case: change.case ?? '',
        });
    }
  };
};

/** All that has been decided, the newest first: what, from when, who and why. */
export const History = ({ decisions }: { readonly decisions: readonly Decision[] }) => {
  const { t, format } = useSpeech();
  const inWords = useChangeText();
  return (
    <Section title={t('rules.history.title')}>
      {decisions.length === 0 ? (
        <p className="og-nothing">{t('rules.history.empty')}</p>
      ) : (
        <ol className="ru-history">
          {decisions.map((decision) => (
            <li key={decision.id}>
              <strong>
                {inWords(decision.change)}
                {decision.enterprise !== null &&
                  ` ${t('rules.history.for', { name: decision.enterprise.name ?? decision.enterprise.herId })}`}
              </strong>{' '}
              {t('rules.history.from', { date: format.date(decision.validFrom) })}
              <p>{decision.reason}</p>
              <p className="og-of">
                {t('rules.history.by', {
                  by: decision.by,
                  role: decision.roleText,
                  date: format.date(decision.decidedAt),
                })}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
};
