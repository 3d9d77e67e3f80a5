import { Tag } from '@digdir/designsystemet-react';
import { query, useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer } from '../../parts/states.tsx';
import { DraftComment } from './comment.tsx';
import { Document } from './document.tsx';
import { Files } from './files.tsx';
import { filterNames, ReportFilters } from './filters.tsx';
import { Freeze } from './freeze.tsx';
import { FrozenList } from './list.tsx';
import type { Draft as DraftAnswer } from './report.ts';

const Content = ({ draft, path }: { readonly draft: DraftAnswer; readonly path: string }) => {
  const { t, format } = useSpeech();
  const { data: me } = useMe();
  const { report, comments, isOver } = draft;
  return (
    <>
      <div className="rp-deeds">
        <Files path={path} name={`overgang-${report.grain}-${report.period}`} />
        {may(me, 'report.freeze') && <Freeze report={report} isOver={isOver} />}
      </div>
      <Document
        report={report}
        stamp={
          <>
            <Tag data-size="sm" data-color="warning">
              {t('report.draft')}
            </Tag>{' '}
            {t('report.made', { date: format.date(report.madeAt) })}
          </>
        }
        beside={(chapter) => (
          <DraftComment
            key={`${report.grain} ${report.period}`}
            report={report}
            chapter={chapter}
            versions={comments.filter((each) => each.chapter === chapter.id)}
            mayWrite={may(me, 'report.comment')}
          />
        )}
      />
    </>
  );
};

/** The report as it would be now: chosen, read, written beside, and frozen. */
export const Draft = () => {
  const { t } = useSpeech();
  const [filters, setFilters] = useFilters(filterNames);
  const asked = query(filters);
  const draft = useApi<DraftAnswer>(`/api/board/report${asked}`);
  return (
    <>
      <PageHeading title={t('report.title')} lead={t('report.lead')}>
        <ReportFilters draft={draft.data} filters={filters} onChange={setFilters} />
      </PageHeading>
      <FrozenList />
      <Answer of={draft}>
        {(body) => (
          <Content
            draft={body}
            path={`/api/board/report/file${query({ ...filters, language: body.report.language, grain: body.report.grain, period: body.report.period })}`}
          />
        )}
      </Answer>
    </>
  );
};
