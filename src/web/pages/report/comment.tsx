import { Alert, Button, Details, Field, Label, Textarea } from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import type { ChapterComment, ReportChapter } from '../../../domain/board/report.ts';
import { Problem, useDeed } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { ShownReport, Written } from './report.ts';

const mostCharacters = 4_000;

/** What the board has written beside a chapter. */
export const Comment = ({ comment }: { readonly comment: ChapterComment }) => {
  const { t, format } = useSpeech();
  return (
    <blockquote className="rp-comment">
      <p className="rp-comment-text">{comment.text}</p>
      <footer className="og-of">
        {t('report.comment.by', { by: comment.by, date: format.date(comment.at) })}
      </footer>
    </blockquote>
  );
};

const Earlier = ({ versions }: { readonly versions: readonly Written[] }) => {
  const { t, format } = useSpeech();
  return (
    <Details className="rp-no-print" data-size="sm">
      <Details.Summary>{t('report.comment.earlier', { count: versions.length })}</Details.Summary>
      <Details.Content>
        <ol className="og-list">
          {versions.map(({ text, by, at }) => (
            <li key={at}>
              <span className="og-of">{t('report.comment.by', { by, date: format.dateTime(at) })}</span>
              <p className="rp-comment-text">{text === '' ? t('report.comment.removed') : text}</p>
            </li>
          ))}
        </ol>
      </Details.Content>
    </Details>
  );
};

const Editor = ({
  report,
  chapter,
  onDone,
}: {
  readonly report: ShownReport;
  readonly chapter: ReportChapter;
  readonly onDone: () => void;
}) => {
  const { t } = useSpeech();
  const deed = useDeed();
  const [text, setText] = useState(chapter.comment?.text ?? '');
  const [problem, setProblem] = useState<Problem>();
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const { grain, period } = report;
      await deed('/api/board/report/comments', { grain, period, chapter: chapter.id, text });
      onDone();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <form className="rp-editor" onSubmit={(event) => void save(event)}>
      <Field>
        <Label>{t('report.comment.label', { chapter: chapter.title })}</Label>
        <Field.Description>{t('report.comment.help')}</Field.Description>
        <Textarea
          rows={5}
          maxLength={mostCharacters}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      {problem !== undefined && (
        <Alert data-color="danger" role="alert">
          {[problem.message, problem.mend].filter((part) => part !== undefined).join(' ')}
        </Alert>
      )}
      <div className="og-actions">
        <Button type="submit" data-size="sm">
          {t('report.comment.save')}
        </Button>
        <Button type="button" variant="tertiary" data-size="sm" onClick={onDone}>
          {t('report.comment.cancel')}
        </Button>
      </div>
    </form>
  );
};

/** The comment of a chapter of a draft: as it stands, its versions, and a place to write for those who may. */
export const DraftComment = ({
  report,
  chapter,
  versions,
  mayWrite,
}: {
  readonly report: ShownReport;
  readonly chapter: ReportChapter;
  readonly versions: readonly Written[];
  readonly mayWrite: boolean;
}) => {
  const { t } = useSpeech();
  const [isOpen, setIsOpen] = useState(false);
  const { comment } = chapter;
  const earlier = comment === undefined ? versions : versions.slice(0, -1);
  return (
    <div className="rp-beside">
      {comment !== undefined && !isOpen && <Comment comment={comment} />}
      {isOpen && <Editor report={report} chapter={chapter} onDone={() => setIsOpen(false)} />}
      {mayWrite && !isOpen && (
        <Button
          variant="tertiary"
          data-size="sm"
          className="rp-no-print"
          aria-label={`${t(comment === undefined ? 'report.comment.write' : 'report.comment.change')}: ${chapter.title}`}
          onClick={() => setIsOpen(true)}
        >
          {t(comment === undefined ? 'report.comment.write' : 'report.comment.change')}
        </Button>
      )}
      {earlier.length > 0 && <Earlier versions={earlier} />}
    </div>
  );
};
