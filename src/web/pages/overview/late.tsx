import { Button, Link as DsLink, Heading } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { type LateRange, lateRanges } from './late-kinds.ts';
import type { Overview } from './overview.ts';

/** What fits beside the other box; the rest is asked for. */
const first = 8;

const Kinds = ({ kinds, mayOpen }: { readonly kinds: readonly LateRange[]; readonly mayOpen: boolean }) => {
  const { t, format } = useSpeech();
  const [isAll, setIsAll] = useState(false);
  if (kinds.length === 0) return <p>{t('overview.late.none')}</p>;
  const amount = ({ low, high }: LateRange): string => {
    if (high === low) return format.number(low);
    return high === undefined
      ? t('overview.late.atLeast', { low })
      : t('overview.late.between', { low, high });
  };
  return (
    <>
      <ul className="ov-list">
        {(isAll ? kinds : kinds.slice(0, first)).map((kind) => (
          <li key={kind.expectation} className={kind.isUrgent ? 'ov-urgent' : undefined}>
            {kind.isUrgent ? (
              <span role="img" aria-label={t('overview.late.urgent')}>
                ●
              </span>
            ) : (
              <span aria-hidden>○</span>
            )}
            <span>
              <strong>{amount(kind)}</strong>{' '}
              {mayOpen ? (
                <DsLink asChild>
                  <Link
                    href={`/overgangar?attention=late&expectation=${encodeURIComponent(kind.expectation)}`}
                  >
                    {kind.name}
                  </Link>
                </DsLink>
              ) : (
                kind.name
              )}
            </span>
          </li>
        ))}
      </ul>
      {kinds.some(({ isUrgent }) => isUrgent) && kinds.some(({ isUrgent }) => !isUrgent) && (
        <p className="og-of" aria-hidden>
          ● {t('overview.late.urgent')}
        </p>
      )}
      {kinds.length > first && (
        <Button variant="tertiary" data-size="sm" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
          {isAll ? t('overview.late.fewer') : t('overview.late.all', { count: kinds.length })}
        </Button>
      )}
    </>
  );
};

/** What is late now, by kind: how many of the reader's own, and roughly how many in the county. */
export const LateNow = ({
  late: { county, asOf, own },
  enterprise,
  mayOpen,
}: {
  readonly late: Overview['late'];
  readonly enterprise: Overview['own'];
  /** The reader may see the handovers that are late. */
  readonly mayOpen: boolean;
}) => {
  const { t, format } = useSpeech();
  return (
    <section className="og-card" aria-labelledby="late-now">
      <Heading level={2} data-size="xs" id="late-now">
        {t('overview.late.title')}
      </Heading>
      {own !== null && enterprise !== null && (
        <>
          <p className="og-of">{t('overview.late.own', { name: enterprise.name ?? enterprise.herId })}</p>
          <Kinds kinds={lateRanges(own)} mayOpen={mayOpen} />
        </>
      )}
      <p className="og-of">
        {asOf === null
          ? t('overview.late.never')
          : t('overview.late.county', { time: format.dateTime(asOf) })}
      </p>
      {asOf !== null && <Kinds kinds={lateRanges(county)} mayOpen={false} />}
    </section>
  );
};
