import './operations.css';
import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer } from '../../parts/states.tsx';
import { Breakers } from './breakers.tsx';
import { attention, type Operations, shownGauges } from './operations.ts';
import { KeptOut, Queues } from './queues.tsx';
import { Causes, Stuck } from './stuck.tsx';

// Work that is stuck names messages, and each time they are shown is an entry in the access log.
const refreshMs = 60_000;
const asked = { revalidateOnFocus: false, revalidateOnReconnect: false };

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="og-section">
    <Heading level={2} data-size="xs">
      {title}
    </Heading>
    {children}
  </section>
);

/** Whether anything wants somebody, and what. */
const Verdict = ({ operations }: { readonly operations: Operations }) => {
  const { t, format } = useSpeech();
  const wants = attention(operations);
  return (
    <Alert data-color={wants.length === 0 ? 'success' : 'warning'}>
      <Heading level={2} data-size="xs">
        {t(wants.length === 0 ? 'operations.calm.title' : 'operations.wants.title')}
      </Heading>
      {wants.length === 0 ? (
        <Paragraph>{t('operations.calm.text')}</Paragraph>
      ) : (
        <ul>
          {wants.map(({ key, count }) => (
            <li key={key}>{t(`operations.wants.${key}`, { count: format.number(count) })}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
};

const Gauges = ({ gauges }: { readonly gauges: Operations['gauges'] }) => {
  const { t, format } = useSpeech();
  return (
    <dl className="og-gauges">
      {shownGauges.map((name) => (
        <div key={name} className="og-card">
          <dt>{t(`operations.gauges.${name}`)}</dt>
          <dd className="og-big">{format.number(gauges[name] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
};

const Whole = ({ operations }: { readonly operations: Operations }) => {
  const { t } = useSpeech();
  const { gauges, unfinished, breakers, keptOut, queues, at } = operations;
  return (
    <>
      <Verdict operations={operations} />
      {breakers.length > 0 && (
        <Section title={t('operations.breakers.title')}>
          <Breakers breakers={breakers} at={at} />
        </Section>
      )}
      {unfinished.byCause.length > 0 && (
        <Section title={t('operations.stuck.title')}>
          <Causes unfinished={unfinished} at={at} />
          <Stuck unfinished={unfinished} at={at} />
        </Section>
      )}
      <Section title={t('operations.now')}>
        <Gauges gauges={gauges} />
      </Section>
      <Section title={t('operations.queues.title')}>
        <Queues queues={queues} />
      </Section>
      <Section title={t('operations.keptOut.title')}>
        <KeptOut keptOut={keptOut} />
      </Section>
    </>
  );
};

/** All of it, and when it was read. */
const Board = () => {
  const { t, format } = useSpeech();
  const answer = useApi<Operations>('/api/operations', refreshMs);
  return (
    <>
      <PageHeading title={t('operations.title')} lead={t('operations.lead')}>
        {answer.data !== undefined && (
          <p className="og-of">{t('operations.read', { time: format.time(answer.data.at) })}</p>
        )}
      </PageHeading>
      <Answer of={answer}>{(operations) => <Whole operations={operations} />}</Answer>
    </>
  );
};

/** For those who run the gateway: what waits, what is stuck and what to do with it. Fetched again by itself. */
export const Page = () => (
  <SWRConfig value={asked}>
    <Board />
  </SWRConfig>
);
