import { Link as DsLink } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { wordSide } from '../../parts/side.ts';
import { advised, type Operations, type Unfinished } from './operations.ts';

const most = 20;

const minutesSince = (from: string, at: string): number =>
  Math.max(0, (Date.parse(at) - Date.parse(from)) / 60_000);

type Part = Operations['unfinished'];

/** What hinders them, the commonest first, and what to do with each. */
export const Causes = ({ unfinished, at }: { readonly unfinished: Part; readonly at: string }) => {
  const { t, format } = useSpeech();
  return (
    <ul className="og-list og-operations-cards">
      {unfinished.byCause.map(({ hinderedBy, causeText, count, oldestAt }) => {
        const advice = advised.find((name) => name === hinderedBy) ?? 'other';
        const isState = causeText === null || hinderedBy === 'parked';
        return (
          <li key={hinderedBy} className="og-card">
            <strong>{isState ? t(`operations.hindrance.${advice}`) : causeText}</strong>
            <div className="og-of">
              {t('operations.stuck.count', { count: format.number(count) })}
              {oldestAt !== null &&
                ` · ${t('operations.stuck.oldest', { time: format.duration(minutesSince(oldestAt, at)) })}`}
            </div>
            <p>{t(`operations.advice.${advice}`)}</p>
          </li>
        );
      })}
    </ul>
  );
};

/** Each of them, the oldest first, with a way to its story. */
export const Stuck = ({ unfinished, at }: { readonly unfinished: Part; readonly at: string }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const [order, setOrder] = useState<string>();
  const columns: readonly Column<Unfinished>[] = [
    {
      key: 'message',
      title: t('operations.stuck.message'),
      cell: ({ messageId, receivedAt }) => (
        <DsLink asChild>
          <Link href={`/meldingar/${messageId}`}>{format.dateTime(receivedAt)}</Link>
        </DsLink>
      ),
      sort: ({ receivedAt }) => receivedAt,
    },
    {
      key: 'age',
      title: t('operations.stuck.age'),
      cell: ({ receivedAt }) => format.duration(minutesSince(receivedAt, at)),
      sort: ({ receivedAt }) => minutesSince(receivedAt, at),
      isNumber: true,
    },
    {
      key: 'receiver',
      title: t('operations.stuck.receiver'),
      cell: ({ receiver }) => wordSide(speech, receiver),
      sort: ({ receiver }) => wordSide(speech, receiver),
    },
    {
      key: 'state',
      title: t('operations.stuck.state'),
      cell: ({ transportText, parked }) => (parked ? t('operations.hindrance.parked') : transportText),
      sort: ({ transportText }) => transportText,
    },
    {
      key: 'cause',
      title: t('operations.stuck.cause'),
      cell: ({ causeText }) => causeText ?? '–',
      sort: ({ causeText }) => causeText ?? '',
    },
    {
      key: 'attempts',
      title: t('operations.stuck.attempts'),
      cell: ({ attempts }) => attempts,
      sort: ({ attempts }) => attempts,
      isNumber: true,
    },
    {
      key: 'next',
      title: t('operations.stuck.next'),
      cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '–' : format.dateTime(nextAttemptAt)),
      sort: ({ nextAttemptAt }) => nextAttemptAt ?? '',
    },
  ];
  return (
    <>
      {!unfinished.isComplete && <p className="og-of">{t('operations.stuck.incomplete')}</p>}
      <DataTable
        caption={t('operations.stuck.caption')}
        columns={columns}
        rows={unfinished.deliveries}
        rowKey={({ messageId, receiver }) => `${messageId} ${receiver.herId}`}
        order={order}
        onOrder={setOrder}
        most={most}
      />
    </>
  );
};
