import { Button, Tag } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Entry } from './entry.ts';
import { wordObjects, wordOutcome, wordWho, wordWhy } from './wording.ts';

/** Entries, the newest first; each can be opened. */
export const Entries = ({
  entries,
  onOpen,
}: {
  readonly entries: readonly Entry[];
  readonly onOpen: (entry: Entry) => void;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const columns: readonly Column<Entry>[] = [
    {
      key: 'seq',
      title: t('access-log.column.seq'),
      cell: (entry) => (
        <Button
          variant="tertiary"
          data-size="sm"
          aria-label={t('access-log.open', { seq: entry.seq })}
          onClick={() => onOpen(entry)}
        >
          {entry.seq}
        </Button>
      ),
      isNumber: true,
    },
    { key: 'at', title: t('access-log.column.at'), cell: ({ at }) => format.dateTime(at) },
    {
      key: 'who',
      title: t('access-log.column.who'),
      cell: (entry) => (
        <>
          {wordWho(speech, entry)}
          <div className="og-of">{entry.roleText}</div>
        </>
      ),
    },
    {
      key: 'enterprises',
      title: t('access-log.column.enterprises'),
      cell: ({ enterprises }) =>
        enterprises.length === 0
          ? t('access-log.noEnterprise')
          : enterprises.length === 1
            ? enterprises.map((side) => wordSide(speech, side)).join()
            : t('access-log.enterprises', { count: enterprises.length }),
    },
    {
      key: 'what',
      title: t('access-log.column.what'),
      cell: (entry) => (
        <>
          {t(`access-log.actions.${entry.action}`)}
          <div className="og-of">{wordObjects(speech, entry)}</div>
        </>
      ),
    },
    { key: 'why', title: t('access-log.column.why'), cell: (entry) => wordWhy(speech, entry) },
    {
      key: 'outcome',
      title: t('access-log.column.outcome'),
      cell: ({ outcome }) =>
        outcome === 'shown' ? (
          wordOutcome(speech, outcome)
        ) : (
          <Tag data-size="sm" data-color="warning">
            {wordOutcome(speech, outcome)}
          </Tag>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('access-log.caption')}
      columns={columns}
      rows={entries}
      rowKey={({ seq }) => String(seq)}
    />
  );
};
