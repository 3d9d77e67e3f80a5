import { Link as DsLink, Heading, Tag } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { query, useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { More } from '../../parts/data-table.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Asked, countsPath, filterNames, Narrow } from './filters.tsx';
import type { Counts, Handover, HandoverList } from './handover.ts';
import { shortLabel } from './label.ts';
import { colours, levelOf } from './level.ts';
import { wordBlocks, wordDays, wordDue, wordOwing, wordRoute, wordType } from './wording.ts';

/** Each time is noted in the access log. */
const refreshMs = 300_000;
const mostPending = 2;

/** What is waited for, the most pressing first. */
const Waiting = ({ handover, asOf }: { readonly handover: Handover; readonly asOf: string }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { pending, late } = handover;
  if (pending.length === 0) {
    return (
      <p className="og-of">
        {t('handovers.row.nothing')} {late && t('handovers.row.wasLate')}
      </p>
    );
  }
  return (
    <ul className="og-waiting">
      {pending.slice(0, mostPending).map((one) => (
        <li key={`${one.expectation} ${one.dueAt} ${one.owes.name}`}>
          <strong>{one.name}</strong>{' '}
          <span className={one.level >= 2 ? 'og-over' : undefined}>{wordDue(speech, one.dueAt, asOf)}</span>
          <div className="og-of">{t('handovers.row.waitsFor', { who: wordOwing(one.owes) })}</div>
        </li>
      ))}
      {pending.length > mostPending && (
        <li className="og-of">{t('handovers.row.more', { count: pending.length - mostPending })}</li>
      )}
    </ul>
  );
};

const Row = ({ handover, asOf }: { readonly handover: Handover; readonly asOf: string }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { id, admittedAt, admissionInferred, missing, overdueDays, stateText } = handover;
  const level = levelOf(handover);
  return (
    <article className="og-card og-handover-row" aria-labelledby={`handover-${id}`}>
      <div>
        <Heading level={2} data-size="2xs" id={`handover-${id}`}>
          <DsLink asChild>
            <Link href={`/overgangar/${encodeURIComponent(id)}`}>
              {t('handovers.label', { label: shortLabel(id) })}
            </Link>
          </DsLink>
        </Heading>
        <div>{wordRoute(speech, handover)}</div>
        <div className="og-of">
          {t(admissionInferred ? 'handovers.row.admittedInferred' : 'handovers.row.admitted', {
            date: format.dateTime(admittedAt),
          })}
        </div>
      </div>
      <div className="og-handover-state">
        <div className="og-tags">
          <Tag data-color={colours[level]} data-size="sm">
            {t(`handovers.level.${level}`)}
          </Tag>
          <Tag variant="outline" data-color="neutral" data-size="sm">
            {stateText}
          </Tag>
          {handover.readmission && (
            <Tag variant="outline" data-color="neutral" data-size="sm">
              {t('handovers.row.readmission')}
            </Tag>
          )}
        </div>
        {overdueDays > 0 && <div>{t('handovers.row.overdue', { days: wordDays(speech, overdueDays) })}</div>}
        {missing.map(({ messageType, blocks }) => (
          <div key={messageType}>
            {t('handovers.row.missing', {
              type: wordType(speech, messageType),
              blocks: wordBlocks(speech, blocks),
            })}
          </div>
        ))}
      </div>
      <Waiting handover={handover} asOf={asOf} />
    </article>
  );
};

const Slice = ({
  path,
  empty,
  onMore,
}: {
  readonly path: string;
  readonly empty: string | undefined;
  readonly onMore: ((next: string) => void) | undefined;
}) => {
  const { t } = useSpeech();
  return (
    <Answer of={useApi<HandoverList>(path, refreshMs)}>
      {({ handovers, asOf, next }) => (
        <>
          {handovers.length === 0 && empty !== undefined && <Nothing text={empty} />}
          {handovers.length > 0 && (
            <ul className="og-list" aria-label={t('handovers.row.list')}>
              {handovers.map((handover) => (
                <li key={handover.id}>
                  <Row handover={handover} asOf={asOf} />
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

/** One page after another, as they are asked for. */
const Slices = ({
  pathOf,
  empty,
}: {
  readonly pathOf: (after?: string) => string;
  readonly empty: string;
}) => {
  const [afters, setAfters] = useState<readonly string[]>([]);
  return [undefined, ...afters].map((after, place) => (
    <Slice
      key={after ?? 'first'}
      path={pathOf(after)}
      empty={place === 0 ? empty : undefined}
      onMore={place === afters.length ? (next) => setAfters([...afters, next]) : undefined}
    />
  ));
};

/** The handovers of the reader's organisation, the most pressing first. */
export const List = () => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const [filters, setFilters] = useFilters(filterNames);
  const { data: counts } = useApi<Counts>(countsPath(filters), refreshMs);
  const pathOf = (after?: string) => `/api/handovers${query({ ...filters, limit: 25, after })}`;
  const isNarrowed = filterNames.some((name) => name !== 'sort' && filters[name] !== undefined);
  return (
    <>
      <PageHeading title={t('handovers.title')} lead={t('handovers.lead')}>
        {may(me, 'figures.published') && (
          <DsLink asChild>
            <Link href="/overgangar/fylket">{t('handovers.board.link')}</Link>
          </DsLink>
        )}
      </PageHeading>
      <Asked filters={filters} counts={counts} onChange={setFilters} />
      <Narrow filters={filters} counts={counts} onChange={setFilters} />
      <Slices
        key={pathOf()}
        pathOf={pathOf}
        empty={t(isNarrowed ? 'handovers.empty.filtered' : 'handovers.empty.none')}
      />
    </>
  );
};
