import { useSpeech } from '../../i18n/language.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import type { Operations } from './operations.ts';

const states = ['waiting', 'active', 'delayed', 'failed'] as const;

interface Queue {
  readonly name: string;
  readonly jobs: Readonly<Record<string, number>>;
}

/** The queues by what their jobs do. */
export const Queues = ({ queues }: { readonly queues: Operations['queues'] }) => {
  const { t, format } = useSpeech();
  const columns: readonly Column<Queue>[] = [
    {
      key: 'name',
      title: t('operations.queues.name'),
      cell: ({ name }) => t(`operations.queues.names.${name}`),
    },
    ...states.map((state) => ({
      key: state,
      title: t(`operations.queues.${state}`),
      cell: ({ jobs }: Queue) => format.number(jobs[state] ?? 0),
      isNumber: true,
    })),
  ];
  return (
    <DataTable
      caption={t('operations.queues.caption')}
      columns={columns}
      rows={Object.entries(queues).map(([name, jobs]) => ({ name, jobs }))}
      rowKey={({ name }) => name}
    />
  );
};

type Kept = Operations['keptOut'][number];

/** Documents that were kept out, by why. */
export const KeptOut = ({ keptOut }: { readonly keptOut: readonly Kept[] }) => {
  const { t, format } = useSpeech();
  if (keptOut.length === 0) return <p className="og-nothing">{t('operations.keptOut.none')}</p>;
  const columns: readonly Column<Kept>[] = [
    {
      key: 'reason',
      title: t('operations.keptOut.reason'),
      cell: ({ reason, reasonText }) => (
        <>
          {reasonText} <span className="og-of">({reason})</span>
        </>
      ),
    },
    {
      key: 'count',
      title: t('operations.keptOut.count'),
      cell: ({ count }) => format.number(count),
      isNumber: true,
    },
    {
      key: 'newest',
      title: t('operations.keptOut.newest'),
      cell: ({ newestAt }) => format.dateTime(newestAt),
    },
    {
      key: 'oldest',
      title: t('operations.keptOut.oldest'),
      cell: ({ oldestAt }) => format.dateTime(oldestAt),
    },
  ];
  return (
    <DataTable
      caption={t('operations.keptOut.lead')}
      columns={columns}
      rows={keptOut}
      rowKey={({ reason }) => reason}
    />
  );
};
