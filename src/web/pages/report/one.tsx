import { Alert, Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer } from '../../parts/states.tsx';
import { Comment } from './comment.tsx';
import { Document } from './document.tsx';
import { Files } from './files.tsx';
import type { Frozen } from './report.ts';

const Content = ({ frozen }: { readonly frozen: Frozen }) => {
  const { t, format } = useSpeech();
  const { id, report, by, at, hash, edition, replaces, replacedBy, isIntact } = frozen;
  return (
    <>
      {!isIntact && (
        <Alert data-color="danger" role="alert">
          {t('report.frozen.broken')}
        </Alert>
      )}
      {replacedBy !== null && (
        <Alert data-color="info">
          {t('report.frozen.replaced')}.{' '}
          <DsLink asChild>
            <Link href={`/rapport/${replacedBy}`}>{t('report.frozen.newer')}</Link>
          </DsLink>
        </Alert>
      )}
      <div className="rp-deeds">
        <Files path={`/api/board/reports/${id}/file`} name={`overgang-${id}`} />
      </div>
      <Document
        report={report}
        stamp={
          <>
            <p>
              {t('report.frozen.by', { by, date: format.dateTime(at) })} ·{' '}
              {t('report.frozen.edition', { edition })}
              {replaces !== null && (
                <>
                  {' · '}
                  <DsLink asChild>
                    <Link href={`/rapport/${replaces}`}>{t('report.frozen.older')}</Link>
                  </DsLink>
                </>
              )}
            </p>
            <p className="og-of rp-hash">{t('report.frozen.hash', { id, hash })}</p>
          </>
        }
        beside={({ comment }) => comment !== undefined && <Comment comment={comment} />}
      />
    </>
  );
};

/** A frozen report: as it was, whatever has happened since. */
export const One = ({ id }: { readonly id: string }) => {
  const { t } = useSpeech();
  const frozen = useApi<Frozen>(`/api/board/reports/${encodeURIComponent(id)}`);
  return (
    <>
      <PageHeading title={t('report.frozen.title')}>
        <DsLink asChild className="rp-no-print">
          <Link href="/rapport">{t('report.frozen.toDraft')}</Link>
        </DsLink>
      </PageHeading>
      <Answer of={frozen}>{(body) => <Content frozen={body} />}</Answer>
    </>
  );
};
