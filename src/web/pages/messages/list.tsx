import { Button } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useApi } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { More } from '../../parts/data-table.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { typeWord } from '../../parts/names.ts';
import { Answer, Nothing } from '../../parts/states.tsx';
import { filterNames, Narrow, pathOf } from './filters.tsx';
import type { FoundPage } from './message.ts';
import { Row } from './row.tsx';
import { SearchBox } from './search-box.tsx';
import { type Known, typeCodes } from './understand.ts';

/** GET /api/actors, as far as names go. */
interface Actors {
  readonly today: string;
  readonly organisations: Known['organisations'];
}

const Slice = ({
  path,
  isFirst,
  isNarrowed,
  onMore,
}: {
  readonly path: string;
  readonly isFirst: boolean;
  readonly isNarrowed: boolean;
  readonly onMore: ((next: string) => void) | undefined;
}) => {
  const { t } = useSpeech();
  return (
    <Answer of={useApi<FoundPage>(path)}>
      {({ messages, next }) => (
        <>
          {messages.length === 0 && isFirst && (
            <Nothing text={t(isNarrowed ? 'messages.empty.narrowed' : 'messages.empty.none')} />
          )}
          {messages.length > 0 && (
            <ul className="og-list og-messages-list" aria-label={t('messages.list')}>
              {messages.map((message) => (
                <li key={message.id}>
                  <Row message={message} />
                </li>
              ))}
            </ul>
          )}
          {next !== null && onMore !== undefined && <More onClick={() => onMore(next)} />}
        </>
      )}
    </Answer>
  );
};

/** Messages that the reader's organisation sent or has got, the newest first. */
export const List = () => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const { data: actors } = useApi<Actors>('/api/actors');
  const [filters, setFilters] = useFilters(filterNames);
  const [afters, setAfters] = useState<readonly string[]>([]);
  const isTied = me?.permissions['messages.search'] === 'own';
  const types = useMemo(
    () =>
      typeCodes
        .map((code) => ({ code, name: typeWord(t, code) }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'nb')),
    [t],
  );
  const known: Known = {
    organisations: actors?.organisations ?? [],
    own: new Set(isTied ? me?.enterprises.map(({ herId }) => herId) : []),
    types,
    today: actors?.today ?? '',
  };
  const change: typeof setFilters = (next) => {
    setAfters([]);
    setFilters(next);
  };
  const isNarrowed = filterNames.some((name) => filters[name] !== undefined);
  return (
    <>
      <PageHeading title={t('messages.title')} lead={t(isTied ? 'messages.lead' : 'messages.leadAll')} />
      {actors !== undefined && <SearchBox filters={filters} known={known} onChange={change} />}
      <Narrow
        filters={filters}
        types={types}
        hasDirection={isTied}
        onChange={(next) => change({ ...next, s: undefined, q: undefined })}
      />
      {isNarrowed && (
        <Button
          variant="tertiary"
          data-size="sm"
          onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
        >
          {t('messages.reset')}
        </Button>
      )}
      {[undefined, ...afters].map((after, place) => (
        <Slice
          key={pathOf(filters, after)}
          path={pathOf(filters, after)}
          isFirst={place === 0}
          isNarrowed={isNarrowed}
          onMore={place === afters.length ? (next) => setAfters([...afters, next]) : undefined}
        />
      ))}
    </>
  );
};
