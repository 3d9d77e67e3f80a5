import { Link as DsLink, Heading } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { Content } from './handover.ts';
import { wordBlocks, wordType } from './wording.ts';

const Row = ({ content }: { readonly content: Content }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  const { messageType, message, missing, explained, noted } = content;
  const lines = [
    ...(missing.length > 0 ? [t('handovers.content.lacks', { blocks: wordBlocks(speech, missing) })] : []),
    ...(explained.length > 0
      ? [t('handovers.content.explained', { blocks: wordBlocks(speech, explained) })]
      : []),
    ...(noted.length > 0 ? [t('handovers.content.noted', { blocks: wordBlocks(speech, noted) })] : []),
  ];
  return (
    <>
      <dt className="og-content-type">{wordType(speech, messageType)}</dt>
      <dd>
        {lines.map((line, place) => (
          <div key={line} className={missing.length > 0 && place === 0 ? undefined : 'og-of'}>
            {line}
          </div>
        ))}
        {message !== null && may(me, 'messages.trace') && (
          <DsLink asChild data-size="sm">
            <Link href={`/meldingar/${message}`}>{t('handovers.content.openMessage')}</Link>
          </DsLink>
        )}
      </dd>
    </>
  );
};

/** What each kind of message of a handover holds and lacks, in words. */
export const Contents = ({ of }: { readonly of: readonly Content[] }) => {
  const speech = useSpeech();
  const { t } = speech;
  const isComplete = ({ missing, explained, noted }: Content): boolean =>
    missing.length + explained.length + noted.length === 0;
  const complete = of.filter(isComplete).map(({ messageType }) => wordType(speech, messageType));
  return (
    <section className="og-card">
      <Heading level={2} data-size="xs">
        {t('handovers.content.title')}
      </Heading>
      {of.length === 0 ? (
        <p className="og-nothing">{t('handovers.content.none')}</p>
      ) : (
        <dl className="og-contents">
          {of
            .filter((content) => !isComplete(content))
            .map((content) => (
              <Row key={content.messageType} content={content} />
            ))}
          {complete.length > 0 && (
            <>
              <dt className="og-content-type">{t('handovers.content.complete')}</dt>
              <dd>{complete.join(', ')}</dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
};
