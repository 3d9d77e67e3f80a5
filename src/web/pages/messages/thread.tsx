import { Link as DsLink, Tag } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Relative, Traced } from './message.ts';
import { Section } from './section.tsx';
import { wordType } from './wording.ts';

/** States that say no more than that the message counts. */
const plain = 'effective';

const One = ({ relative, isHere }: { readonly relative: Relative; readonly isHere: boolean }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { id, messageType, serviceStatus, sender, sentAt, state, under, links, missing } = relative;
  const hangsBy = links.filter(({ to }) => to === under);
  const isGuess = hangsBy.length > 0 && hangsBy.every(({ confidence }) => confidence === 'possible');
  const type = wordType(speech, messageType, serviceStatus);
  return (
    <>
      {isHere ? (
        <strong aria-current="true">{t('messages.thread.here', { type })}</strong>
      ) : (
        <DsLink asChild>
          <Link href={`/meldingar/${id}`}>{type}</Link>
        </DsLink>
      )}{' '}
      {state !== plain && (
        <Tag data-size="sm" variant="outline" data-color="neutral">
          {t(`messages.thread.states.${state}`)}
        </Tag>
      )}
      <div className="og-of">
        {[
          format.dateTime(sentAt),
          wordSide(speech, sender),
          isGuess ? t('messages.thread.guess') : undefined,
          ...missing.map((what) => t(`messages.thread.missing.${what}`)),
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </div>
    </>
  );
};

const Branch = ({
  of,
  all,
  here,
}: {
  readonly of: string | null;
  readonly all: readonly Relative[];
  readonly here: string;
}) => {
  const ids = new Set(all.map(({ id }) => id));
  const children = all.filter(({ under }) => (under !== null && ids.has(under) ? under : null) === of);
  if (children.length === 0) return null;
  return (
    <ul className={of === null ? 'og-message-thread' : undefined}>
      {children.map((relative) => (
        <li key={relative.id}>
          <One relative={relative} isHere={relative.id === here} />
          <Branch of={relative.id} all={all} here={here} />
        </li>
      ))}
    </ul>
  );
};

/** What it hangs together with, as a tree: answers and changes below what they belong to. */
export const Thread = ({ traced: { id, thread } }: { readonly traced: Traced }) => {
  const { t } = useSpeech();
  if (thread.messages.length < 2) return null;
  return (
    <Section title={t('messages.thread.title')}>
      <Branch of={null} all={thread.messages} here={id} />
      {!thread.isComplete && <p className="og-of">{t('messages.thread.more')}</p>}
    </Section>
  );
};
