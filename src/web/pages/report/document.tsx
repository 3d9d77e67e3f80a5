import { Heading } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { ReportChapter } from '../../../domain/board/report.ts';
import { createFormats } from '../../i18n/format.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { ReportPictureView } from './picture.tsx';
import type { ShownReport } from './report.ts';
import { ReportTableView } from './table.tsx';

/** Paper is light, whatever the screen is. */
const useLightPaper = (): void => {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let theme = dataset.colorScheme;
    const before = (): void => {
      theme = dataset.colorScheme;
      dataset.colorScheme = 'light';
    };
    const after = (): void => {
      dataset.colorScheme = theme ?? 'light';
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
};

const anchorOf = ({ id }: ReportChapter): string => `kapittel-${id}`;

/** The contents, as links to the chapters. */
const Contents = ({ chapters }: { readonly chapters: readonly ReportChapter[] }) => {
  const { t } = useSpeech();
  return (
    <nav className="rp-contents rp-no-print" aria-label={t('report.contents')}>
      <ol>
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <a href={`#${anchorOf(chapter)}`}>{chapter.title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};

/** A report to be read or printed, in its own language. `beside`: what stands beside a chapter. */
export const Document = ({
  report,
  stamp,
  beside,
}: {
  readonly report: ShownReport;
  /** Says whether it is a draft, or when it was frozen. */
  readonly stamp: ReactNode;
  readonly beside: (chapter: ReportChapter) => ReactNode;
}) => {
  useLightPaper();
  const format = useMemo(() => createFormats(report.language), [report.language]);
  return (
    <article className="rp" lang={report.language}>
      <header className="rp-title">
        <Heading level={2} data-size="lg">
          {report.title}
        </Heading>
        <div className="rp-stamp">{stamp}</div>
        {report.enterprises.length > 0 && (
          <p className="og-of">{report.enterprises.map(({ name }) => name).join(', ')}</p>
        )}
      </header>
      <Contents chapters={report.chapters} />
      {report.chapters.map((chapter) => (
        <section
          key={chapter.id}
          id={anchorOf(chapter)}
          className={`rp-chapter rp-chapter-${chapter.id}`}
          aria-labelledby={`${anchorOf(chapter)}-title`}
        >
          <Heading level={3} data-size="md" id={`${anchorOf(chapter)}-title`}>
            {chapter.title}
          </Heading>
          <p className="og-lead">{chapter.lead}</p>
          {beside(chapter)}
          <div className="rp-text">
            {chapter.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
          {chapter.pictures.length > 0 && (
            <div className="og-columns rp-pictures">
              {chapter.pictures.map((picture) => (
                <ReportPictureView key={picture.id} picture={picture} format={format} />
              ))}
            </div>
          )}
          {chapter.tables.map((table) => (
            <ReportTableView key={table.id} table={table} format={format} />
          ))}
          {chapter.definitions.map(({ name, facts }) => (
            <div key={name} className="rp-definition">
              <Heading level={4} data-size="xs">
                {name}
              </Heading>
              <dl className="og-facts">
                {facts.map(({ term, text }) => (
                  <div key={term} className="rp-fact">
                    <dt>{term}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </section>
      ))}
    </article>
  );
};
