import { Details, Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Answer } from '../../parts/states.tsx';
import { type FrozenHead, languageNames } from './report.ts';

const Row = ({ head }: { readonly head: FrozenHead }) => {
  const { t, format } = useSpeech();
  const { id, periodName, language, edition, by, at, replacedBy, enterprises } = head;
  return (
    <li>
      <DsLink asChild>
        <Link href={`/rapport/${id}`}>{`${periodName} · ${languageNames[language]}`}</Link>
      </DsLink>{' '}
      <span className="og-of">
        {[
          t('report.frozen.edition', { edition }),
          t('report.frozen.by', { by, date: format.date(at) }),
          ...(enterprises.length === 0
            ? []
            : [t('report.organisations.some', { count: enterprises.length })]),
          ...(replacedBy === null ? [] : [t('report.frozen.replaced')]),
        ].join(' · ')}
      </span>
    </li>
  );
};

/** The reports that are frozen, the newest first. */
export const FrozenList = () => {
  const { t } = useSpeech();
  const reports = useApi<{ readonly reports: readonly FrozenHead[] }>('/api/board/reports');
  return (
    <Details className="rp-no-print rp-frozen" data-size="sm">
      <Details.Summary>
        {t('report.frozen.list', { count: reports.data?.reports.length ?? 0 })}
      </Details.Summary>
      <Details.Content>
        <Answer of={reports}>
          {({ reports: heads }) =>
            heads.length === 0 ? (
              <p className="og-nothing">{t('report.frozen.none')}</p>
            ) : (
              <ul className="og-list">
                {heads.map((head) => (
                  <Row key={head.id} head={head} />
                ))}
              </ul>
            )
          }
        </Answer>
      </Details.Content>
    </Details>
  );
};
