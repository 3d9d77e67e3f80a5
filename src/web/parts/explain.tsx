import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { QuestionmarkCircleIcon } from '@navikt/aksel-icons';
import { type ReactNode, useRef } from 'react';
import type { Figure } from '../../domain/board/figure.ts';
import { useSpeech } from '../i18n/language.tsx';

/** What is said of a figure to whoever asks why she sees it. */
export interface Explanation {
  readonly name: string;
  readonly definition: string;
  readonly numerator?: string;
  readonly denominator?: string;
  /** What is never counted, in words. */
  readonly leftOut?: string;
  readonly why?: string;
  readonly source?: string;
  readonly asOf?: string;
  /** Of the reader's own organisation, not published. */
  readonly own?: boolean;
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** The button «why do I see this number», and what it opens: definition, numbers, what is left out, source. */
export const Explain = ({
  of,
  figure,
  children,
}: {
  readonly of: Explanation;
  readonly figure?: Figure | undefined;
  /** What stands behind the figure as far as the reader may see it: links. */
  readonly children?: ReactNode;
}) => {
  const { t, format } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const leftOut =
    figure?.shown === true
      ? Object.entries(figure.leftOut).map(([kind, count]) => `${count} ${t(`shell.leftOut.${kind}`)}`)
      : [];
  return (
    <>
      <Button
        icon
        variant="tertiary"
        data-size="sm"
        data-color="neutral"
        className="og-explain"
        aria-label={`${t('shell.figure.why')} ${of.name}`}
        onClick={() => dialog.current?.showModal()}
      >
        <QuestionmarkCircleIcon aria-hidden />
      </Button>
      <Dialog ref={dialog} closedby="any" closeButton={t('shell.close')}>
        <Heading level={2} data-size="xs">
          {of.name}
        </Heading>
        <dl className="og-facts">
          <Fact name={t('shell.figure.definition')}>{of.definition}</Fact>
          {of.numerator !== undefined && (
            <Fact name={t('shell.figure.numerator')}>
              {of.numerator}
              {figure?.shown === true && `: ${format.number(figure.hits)}`}
            </Fact>
          )}
          {of.denominator !== undefined && (
            <Fact name={t('shell.figure.denominator')}>
              {of.denominator}
              {figure?.shown === true && `: ${format.number(figure.n)}`}
            </Fact>
          )}
          {(of.leftOut !== undefined || leftOut.length > 0) && (
            <Fact name={t('shell.figure.leftOut')}>
              {[...(of.leftOut === undefined ? [] : [of.leftOut]), ...leftOut].join(' · ')}
            </Fact>
          )}
          {of.source !== undefined && <Fact name={t('shell.figure.source')}>{of.source}</Fact>}
        </dl>
        {of.why !== undefined && <Paragraph>{of.why}</Paragraph>}
        {figure?.shown === false && <Paragraph>{t(`shell.figure.hidden.${figure.why}`)}</Paragraph>}
        {figure?.shown === true && (
          <Paragraph data-size="sm">
            {t('shell.figure.interval', {
              low: format.percent(figure.low),
              high: format.percent(figure.high),
            })}
            {figure.few && `. ${t('shell.figure.fewExplained')}`}
          </Paragraph>
        )}
        {of.asOf !== undefined && (
          <Paragraph data-size="sm">
            {of.own === true
              ? t('shell.figure.own')
              : t('shell.figure.published', { date: format.date(of.asOf) })}
          </Paragraph>
        )}
        {children}
      </Dialog>
    </>
  );
};
