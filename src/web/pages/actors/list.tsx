import { Link as DsLink, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Nothing } from '../../parts/states.tsx';
import { type Actor, type Actors, fits, lastOf, systemsOn } from './actor.ts';

const most = 30;

const columnsOf = (
  { t, format }: ReturnType<typeof useSpeech>,
  today: string,
  seesTraffic: boolean,
): readonly Column<Actor>[] => {
  const systems = (actor: Actor): string => systemsOn(actor, today).join(', ');
  const when = (at: string | null | undefined): string => (at ? format.dateTime(at) : t('actors.never'));
  const traffic: readonly Column<Actor>[] = [
    {
      key: 'heard',
      title: t('actors.column.heard'),
      cell: (actor) => {
        const last = lastOf(actor);
        return last === undefined ? '–' : when(last.heardAt);
      },
      sort: (actor) => lastOf(actor)?.heardAt ?? '',
    },
    {
      key: 'sent',
      title: t('actors.column.sent'),
      cell: (actor) => {
        const last = lastOf(actor);
        return last === undefined ? '–' : when(last.sentToAt);
      },
      sort: (actor) => lastOf(actor)?.sentToAt ?? '',
    },
  ];
  return [
    {
      key: 'name',
      title: t('actors.column.name'),
      cell: ({ herId, name, isOwn }) => (
        <>
          <DsLink asChild>
            <Link href={`/aktorar/${herId}`}>{name}</Link>
          </DsLink>
          {isOwn && <span className="og-of"> · {t('actors.own')}</span>}
        </>
      ),
      sort: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('actors.column.kind'),
      cell: ({ kind }) => t(`actors.kinds.${kind}`),
      sort: ({ kind }) => t(`actors.kinds.${kind}`),
    },
    { key: 'herId', title: 'HER-id', cell: ({ herId }) => herId, sort: ({ herId }) => herId, isNumber: true },
    { key: 'system', title: t('actors.column.system'), cell: systems, sort: systems },
    {
      key: 'parties',
      title: t('actors.column.parties'),
      cell: ({ parties }) => format.number(parties.filter(({ isOpen }) => isOpen).length),
      sort: ({ parties }) => parties.filter(({ isOpen }) => isOpen).length,
      isNumber: true,
    },
    ...(seesTraffic ? traffic : []),
  ];
};

/** All organisations, to search and sort. */
export const List = ({ actors: { today, organisations } }: { readonly actors: Actors }) => {
  const speech = useSpeech();
  const { t } = speech;
  const [filters, setFilters] = useFilters(['s', 'kind', 'system', 'order']);
  const systems = [...new Set(organisations.flatMap((one) => systemsOn(one, today)))].toSorted();
  const kinds = [...new Set(organisations.map(({ kind }) => kind))];
  const shown = organisations.filter(
    (one) =>
      fits(one, filters.s ?? '') &&
      (filters.kind === undefined || one.kind === filters.kind) &&
      (filters.system === undefined || systemsOn(one, today).includes(filters.system)),
  );
  const seesTraffic = organisations.some((one) => lastOf(one) !== undefined);
  return (
    <>
      <PageHeading title={t('actors.title')} lead={t('actors.lead')}>
        <Textfield
          data-size="sm"
          type="search"
          label={t('actors.search')}
          autoComplete="off"
          value={filters.s ?? ''}
          onChange={({ target }) => setFilters({ s: target.value })}
        />
        <Field>
          <Label data-size="sm">{t('actors.column.kind')}</Label>
          <Select
            data-size="sm"
            value={filters.kind ?? ''}
            onChange={({ target }) => setFilters({ kind: target.value })}
          >
            <Select.Option value="">{t('actors.all')}</Select.Option>
            {kinds.map((kind) => (
              <Select.Option key={kind} value={kind}>
                {t(`actors.kinds.${kind}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Field>
          <Label data-size="sm">{t('actors.column.system')}</Label>
          <Select
            data-size="sm"
            value={filters.system ?? ''}
            onChange={({ target }) => setFilters({ system: target.value })}
          >
            <Select.Option value="">{t('actors.all')}</Select.Option>
            {systems.map((system) => (
              <Select.Option key={system} value={system}>
                {system}
              </Select.Option>
            ))}
          </Select>
        </Field>
      </PageHeading>
      {shown.length === 0 ? (
        <Nothing text={t('actors.empty')} />
      ) : (
        <DataTable
          key={`${filters.s} ${filters.kind} ${filters.system}`}
          caption={t('actors.caption', { count: shown.length })}
          columns={columnsOf(speech, today, seesTraffic)}
          rows={shown}
          rowKey={({ herId }) => String(herId)}
          order={filters.order ?? 'name'}
          onOrder={(order) => setFilters({ order })}
          most={most}
        />
      )}
    </>
  );
};
