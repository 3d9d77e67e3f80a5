import { Link as DsLink, Heading, Tag } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Nothing } from '../../parts/states.tsx';
import type { Actor, ActorParty, Actors } from './actor.ts';
import { Systems } from './systems.tsx';

/** What a party is, in words: its code's name, or the hospital's own for it. */
const wordService = (
  { t }: Pick<ReturnType<typeof useSpeech>, 't'>,
  { serviceType, serviceName }: ActorParty,
): string => {
  if (serviceType === null) return serviceName ?? '–';
  const key = `actors.services.${serviceType}`;
  const text = t(`actors.services.${serviceType}`);
  return text === key ? serviceType : text;
};

const columnsOf = (
  speech: ReturnType<typeof useSpeech>,
  herId: number,
  seesTechnical: boolean,
): readonly Column<ActorParty>[] => {
  const { t, format } = speech;
  const when = (at: string | null | undefined): string => (at ? format.dateTime(at) : t('actors.never'));
  const technical: readonly Column<ActorParty>[] = [
    {
      key: 'channel',
      title: t('actors.column.channel'),
      cell: ({ technical: how }) => (how === null ? '–' : t(`actors.channels.${how.channel}`)),
      sort: ({ technical: how }) => how?.channel ?? '',
    },
    {
      key: 'receipting',
      title: t('actors.column.receipting'),
      cell: ({ technical: how }) => (how === null ? '–' : t(`actors.receipting.${how.receipting}`)),
      sort: ({ technical: how }) => how?.receipting ?? '',
    },
    {
      key: 'heard',
      title: t('actors.column.heard'),
      cell: ({ technical: how }) => when(how?.lastHeardAt),
      sort: ({ technical: how }) => how?.lastHeardAt ?? '',
    },
    {
      key: 'sent',
      title: t('actors.column.sent'),
      cell: ({ technical: how }) => when(how?.lastSentToAt),
      sort: ({ technical: how }) => how?.lastSentToAt ?? '',
    },
  ];
  return [
    {
      key: 'name',
      title: t('actors.column.party'),
      cell: (party) => (
        <>
          {party.herId === herId ? <strong>{party.name}</strong> : party.name}
          {!party.isOpen && (
            <>
              {' '}
              <Tag data-size="sm" variant="outline" data-color="neutral">
                {t('actors.closed')}
              </Tag>
            </>
          )}
        </>
      ),
      sort: ({ name }) => name,
    },
    {
      key: 'service',
      title: t('actors.column.service'),
      cell: (party) => wordService(speech, party),
      sort: (party) => wordService(speech, party),
    },
    {
      key: 'herId',
      title: 'HER-id',
      cell: (party) => party.herId,
      sort: (party) => party.herId,
      isNumber: true,
    },
    ...(seesTechnical ? technical : []),
  ];
};

const Facts = ({ actor }: { readonly actor: Actor }) => {
  const { t, format } = useSpeech();
  const { herId, orgNumber, from, to, municipalityCodes } = actor;
  const codes = municipalityCodes
    .map(({ code, from: start, to: end }) =>
      end === null
        ? t('actors.code.since', { code, from: format.date(start) })
        : t('actors.code.between', { code, from: format.date(start), to: format.date(end) }),
    )
    .join(' · ');
  return (
    <dl className="og-facts">
      <dt>HER-id</dt>
      <dd>{herId}</dd>
      <dt>{t('actors.orgNumber')}</dt>
      <dd>{orgNumber}</dd>
      {codes !== '' && (
        <>
          <dt>{t('actors.municipality')}</dt>
          <dd>{codes}</dd>
        </>
      )}
      <dt>{t('actors.inDirectory')}</dt>
      <dd>
        {to === null
          ? t('actors.since', { from: format.date(from) })
          : t('actors.between', { from: format.date(from), to: format.date(to) })}
      </dd>
    </dl>
  );
};

/** One organisation: what it is, its parties, and its journal systems over time. A party's HER-id leads here too. */
export const One = ({ actors, herId }: { readonly actors: Actors; readonly herId: number }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  const [{ order }, setFilters] = useFilters(['order']);
  const actor = actors.organisations.find(
    (one) => one.herId === herId || one.parties.some((party) => party.herId === herId),
  );
  const back = (
    <DsLink asChild className="og-back">
      <Link href="/aktorar">{t('actors.back')}</Link>
    </DsLink>
  );
  if (actor === undefined) {
    return (
      <>
        {back}
        <PageHeading title={t('actors.title')} />
        <Nothing text={t('actors.notFound')} />
      </>
    );
  }
  const seesTechnical = actor.parties.some(({ technical }) => technical !== null);
  return (
    <>
      {back}
      <PageHeading title={actor.name} lead={t(`actors.kinds.${actor.kind}`)}>
        {may(me, 'messages.search') && (
          <DsLink asChild>
            <Link href={`/meldingar?${actor.isOwn ? 'enterprise' : 'party'}=${actor.herId}`}>
              {t('actors.messages')}
            </Link>
          </DsLink>
        )}
      </PageHeading>
      <Facts actor={actor} />
      <section className="og-section">
        <Heading level={2} data-size="xs">
          {t('actors.systems.title')}
        </Heading>
        <Systems actor={actor} today={actors.today} />
      </section>
      <section className="og-section">
        <Heading level={2} data-size="xs">
          {t('actors.parties')}
        </Heading>
        {!seesTechnical && <p className="og-of">{t('actors.notTechnical')}</p>}
        <DataTable
          caption={t('actors.partiesCaption')}
          columns={columnsOf(speech, herId, seesTechnical)}
          rows={actor.parties}
          rowKey={(party) => String(party.herId)}
          order={order}
          onOrder={(next) => setFilters({ order: next })}
        />
      </section>
    </>
  );
};
