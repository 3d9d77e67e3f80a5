import { useState } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import type { Expected, WholeHandover } from './handover.ts';
import type { Item } from './lanes.ts';
import { tell, wordExpected, wordName, wordOwing, wordSources } from './wording.ts';

/** What the picture shows, as tables. */
export const Tables = ({ handover }: { readonly handover: WholeHandover }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { asOf, expected, timeline } = handover;
  const [order, setOrder] = useState<string>();
  const when = (at: string | null): string => (at === null ? '–' : format.dateTime(at));
  const columns: readonly Column<Expected>[] = [
    {
      key: 'name',
      title: t('handovers.table.name'),
      cell: (one) => wordName(speech, one),
      sort: ({ name }) => name,
    },
    {
      key: 'who',
      title: t('handovers.table.who'),
      cell: ({ owes }) => wordOwing(owes),
      sort: ({ owes }) => wordOwing(owes),
    },
    {
      key: 'state',
      title: t('handovers.table.state'),
      cell: (one) => wordExpected(speech, one, asOf),
      sort: ({ state }) => state,
    },
    {
      key: 'clock',
      title: t('handovers.table.clock'),
      cell: ({ clockAt }) => when(clockAt),
      sort: ({ clockAt }) => clockAt ?? '',
    },
    {
      key: 'due',
      title: t('handovers.table.due'),
      cell: ({ dueAt }) => when(dueAt),
      sort: ({ dueAt }) => dueAt ?? '',
    },
    { key: 'done', title: t('handovers.table.done'), cell: ({ evidence }) => when(evidence?.at ?? null) },
    { key: 'source', title: t('handovers.table.source'), cell: wordSources },
  ];
  const happened = timeline.flatMap((event): readonly Item[] =>
    event.type === 'expectation' ? [] : [{ kind: 'event', at: Date.parse(event.at), event }],
  );
  const told = happened.map((item, place) => ({ ...tell(speech, item, asOf), place }));
  return (
    <>
      <DataTable
        caption={t('handovers.table.expected')}
        columns={columns}
        rows={expected}
        rowKey={({ key }) => key}
        order={order}
        onOrder={setOrder}
      />
      <DataTable
        caption={t('handovers.table.happened')}
        columns={[
          { key: 'at', title: t('handovers.table.at'), cell: ({ at }) => at },
          { key: 'what', title: t('handovers.table.what'), cell: ({ title }) => title },
          { key: 'more', title: t('handovers.table.who'), cell: ({ more }) => more.join(' · ') },
        ]}
        rows={told}
        rowKey={({ place }) => String(place)}
      />
    </>
  );
};
