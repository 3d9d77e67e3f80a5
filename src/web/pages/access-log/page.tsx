import './access-log.css';
import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { SWRConfig } from 'swr';
import { addDays } from '../../../domain/calendar.ts';
import { toCsv } from '../../../domain/csv.ts';
import { query, useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { keepFile } from '../../parts/csv.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Detail } from './detail.tsx';
import { cellsOf, type Entry, type EntryPage, exported } from './entry.ts';
import { type Filters, filterNames, Narrow } from './filters.tsx';
import { Entries } from './table.tsx';
import { Verify } from './verify.tsx';

// A walk through the whole chain is not for each time that the window is looked at.
const asked = { revalidateOnFocus: false, revalidateOnReconnect: false };
const dateForm = /^\d{4}-\d\d-\d\d$/;

/** The search as the API takes it: dates in the address are whole days, the last one included. */
const pathOf = ({ to, ...rest }: Filters): string =>
  `/api/access-log${query({ ...rest, to: to !== undefined && dateForm.test(to) ? addDays(to, 1) : to })}`;

/** A page of the log, with what it is taken away by and where it goes on. */
const Shown = ({
  page: { entries, next },
  isFirst,
  onAfter,
  onFilter,
}: {
  readonly page: EntryPage;
  readonly isFirst: boolean;
  readonly onAfter: (after: string | undefined) => void;
  readonly onFilter: (change: Filters) => void;
}) => {
  const { t } = useSpeech();
  const [opened, setOpened] = useState<Entry>();
  if (entries.length === 0) return <Nothing text={t('access-log.empty')} />;
  return (
    <>
      <Entries entries={entries} onOpen={setOpened} />
      <div className="og-actions">
        {!isFirst && (
          <Button variant="secondary" data-size="sm" onClick={() => onAfter(undefined)}>
            {t('access-log.newest')}
          </Button>
        )}
        {next !== null && (
          <Button variant="secondary" data-size="sm" onClick={() => onAfter(next)}>
            {t('access-log.older')}
          </Button>
        )}
        <Button
          variant="tertiary"
          data-size="sm"
          onClick={() =>
            keepFile(
              `${t('access-log.file')}-${entries.at(-1)?.seq}-${entries[0]?.seq}.csv`,
              toCsv(
                exported.map((name) => t(`access-log.exported.${name}`)),
                entries.map(cellsOf),
              ),
            )
          }
        >
          {t('access-log.export', { count: entries.length })}
        </Button>
      </div>
      <Detail
        entry={opened}
        onClose={() => setOpened(undefined)}
        onFilter={(change) => {
          setOpened(undefined);
          onFilter(change);
        }}
      />
    </>
  );
};

const Log = () => {
  const { t } = useSpeech();
  const [filters, setFilters] = useFilters(filterNames);
  const narrow = (change: Parameters<typeof setFilters>[0]) => setFilters({ ...change, after: undefined });
  return (
    <>
      <PageHeading title={t('access-log.title')} lead={t('access-log.lead')} />
      <Verify />
      <Narrow filters={filters} onChange={narrow} />
      <Answer of={useApi<EntryPage>(pathOf(filters))}>
        {(page) => (
          <Shown
            page={page}
            isFirst={filters.after === undefined}
            onAfter={(after) => setFilters({ after })}
            onFilter={narrow}
          />
        )}
      </Answer>
    </>
  );
};

/** The log of who was shown what, for the auditor: searched, looked into, taken away, and its chain checked. */
export const Page = () => (
  <SWRConfig value={asked}>
    <Log />
  </SWRConfig>
);
