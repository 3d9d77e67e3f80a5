import { Alert, Heading, Paragraph, Spinner } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { SWRResponse } from 'swr';
import type { Problem } from '../api/client.ts';
import { useSpeech } from '../i18n/language.tsx';

/** What stands where something is not there: yet, at all, or because it failed. */

export const Loading = () => {
  const { t } = useSpeech();
  return (
    <div className="og-state" role="status">
      <Spinner aria-hidden data-size="sm" />
      <span>{t('shell.loading')}</span>
    </div>
  );
};

/** Says in words that there is nothing, and why or what to do. */
export const Nothing = ({ text, children }: { readonly text: string; readonly children?: ReactNode }) => (
  <div className="og-state og-nothing">
    <Paragraph>{text}</Paragraph>
    {children}
  </div>
);

/** A refusal or fault: what, and how to mend it. */
export const Failed = ({ problem }: { readonly problem: Problem }) => {
  const { t } = useSpeech();
  const isUnreachable = problem.code === 'unreachable';
  const mend = isUnreachable ? t('shell.unreachable.mend') : problem.mend;
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">
        {isUnreachable || problem.message === '' ? t('shell.unreachable.title') : problem.message}
      </Heading>
      {mend !== undefined && <Paragraph>{mend}</Paragraph>}
    </Alert>
  );
};

/** The content of an answer; before it is there, and when there is none, the right state in its place. */
export const Answer = <Body,>({
  of: { data, error },
  children,
}: {
  readonly of: SWRResponse<Body, Problem>;
  readonly children: (body: Body) => ReactNode;
}) => {
  if (error !== undefined) return <Failed problem={error} />;
  return data === undefined ? <Loading /> : children(data);
};
