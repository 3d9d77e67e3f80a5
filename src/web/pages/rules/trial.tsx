import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useCallback, useMemo } from 'react';
import { type Speech, useSpeech } from '../../i18n/language.tsx';
import { Chart, type Draw } from '../../parts/chart.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';

/** POST /api/replay/counts and /api/replay/proposal. Counts are null below five where they are coarse. */
export interface Trial {
  readonly from: string;
  readonly to: string;
  readonly looked: number | null;
  readonly cut: string | null;
  readonly late: Pair | null;
  readonly found: Pair | null;
  /** Over all organisations. */
  readonly totals: readonly Told[];
  readonly changes: readonly TrialChange[];
}

interface Pair {
  readonly before: number | null;
  readonly after: number | null;
}

interface Told {
  readonly change: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly moved: string | null;
  readonly count: number | null;
}

interface TrialChange extends Told {
  readonly messageType: string | null;
  readonly role: string | null;
  readonly enterprise: number | null;
  readonly enterpriseName: string | null;
}

/** A bar a line; more would not be read. */
const mostBars = 12;
const lineHeight = 46;

/** `met delivered-late` → «i tide, levert for seint». */
const standing = ({ t }: Speech, text: string): string =>
  text
    .split(' ')
    .map((word) => t(`rules.trial.standing.${word}`))
    .join(', ');

const inWords = (speech: Speech, { change, from, to, moved }: Told): string => {
  const { t } = speech;
  if (change === 'state') {
    return t('rules.trial.kinds.state', {
      from: standing(speech, from ?? ''),
      to: standing(speech, to ?? ''),
    });
  }
  if (moved !== null) return t(`rules.trial.moved.${change}`, { moved: t(`rules.trial.${moved}`) });
  return t(`rules.trial.kinds.${change}`);
};

const countText = ({ t, format }: Speech, count: number | null, isCoarse: boolean): string => {
  if (count === null) return t('rules.trial.few');
  return isCoarse && count > 0
    ? t('rules.trial.about', { count: format.number(count) })
    : format.number(count);
};

interface Bar {
  readonly label: string;
  readonly count: number;
  readonly text: string;
}

const Bars = ({ bars, table }: { readonly bars: readonly Bar[]; readonly table: React.ReactNode }) => {
  const { t } = useSpeech();
  const draw: Draw = useCallback(
    (plot, width) => ({
      height: 24 + bars.length * lineHeight,
      marginLeft: 8,
      marginRight: 90,
      marginTop: 4,
      marginBottom: 4,
      x: { axis: null, domain: [0, Math.max(...bars.map(({ count }) => count), 1)] },
      y: { axis: null, domain: bars.map(({ label }) => label), padding: 0 },
      marks: [
        plot.barX(bars, {
          x: 'count',
          y: 'label',
          fill: 'var(--ds-color-accent-base-default)',
          insetTop: 22,
          insetBottom: 8,
        }),
        plot.text(bars, {
          x: 'count',
          y: 'label',
          text: 'text',
          textAnchor: 'start',
          dx: 6,
          dy: 7,
          fill: 'currentColor',
        }),
        plot.text(bars, {
          x: 0,
          y: 'label',
          text: ({ label }: Bar) => (width < 500 && label.length > 44 ? `${label.slice(0, 43)}…` : label),
          textAnchor: 'start',
          dy: -10,
          fill: 'currentColor',
        }),
      ],
    }),
    [bars],
  );
  return (
    <Chart
      title={t('rules.trial.chart')}
      summary={t('rules.trial.chartSummary', { label: bars[0]?.label ?? '' })}
      draw={draw}
      table={table}
    />
  );
};

/** Who and what a proposal would change. `isCoarse`: numbers in fives. */
export const TrialResult = ({ trial, isCoarse }: { readonly trial: Trial; readonly isCoarse: boolean }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { changes, totals, looked, cut, late, found } = trial;
  const text = useCallback((count: number | null) => countText(speech, count, isCoarse), [speech, isCoarse]);
  const bars = useMemo(
    () =>
      totals.slice(0, mostBars).map((told) => ({
        label: inWords(speech, told),
        // What is few is drawn as the middle of what it may be.
        count: told.count ?? 2.5,
        text: text(told.count),
      })),
    [totals, speech, text],
  );
  const columns: readonly Column<TrialChange>[] = [
    {
      key: 'who',
      title: t('rules.trial.columns.who'),
      cell: ({ enterpriseName, enterprise }) => enterpriseName ?? enterprise ?? t('rules.trial.nobody'),
    },
    {
      key: 'role',
      title: t('rules.trial.columns.role'),
      cell: ({ role, messageType }) => role ?? (messageType === null ? '' : t(`words.types.${messageType}`)),
    },
    { key: 'what', title: t('rules.trial.columns.what'), cell: (change) => inWords(speech, change) },
    { key: 'count', title: t('rules.trial.columns.count'), isNumber: true, cell: ({ count }) => text(count) },
  ];
  const table = (
    <DataTable
      caption={t('rules.trial.chart')}
      columns={columns}
      rows={changes}
      rowKey={(change) => JSON.stringify(change)}
    />
  );
  const pair = late ?? found;
  return (
    <div className="ru-trial" aria-live="polite">
      <Paragraph>
        {t('rules.trial.looked', {
          from: format.date(trial.from),
          to: format.date(new Date(new Date(trial.to).getTime() - 1)),
          looked: text(looked),
        })}{' '}
        {pair !== null &&
          t(late === null ? 'rules.trial.found' : 'rules.trial.late', {
            before: text(pair.before),
            after: text(pair.after),
          })}
      </Paragraph>
      {cut !== null && <Alert data-color="warning">{t(`rules.trial.cut.${cut}`)}</Alert>}
      {changes.length === 0 ? (
        <p className="og-nothing">{t('rules.trial.nothing')}</p>
      ) : (
        <Bars bars={bars} table={table} />
      )}
      {isCoarse && <p className="og-of">{t('rules.trial.coarse')}</p>}
    </div>
  );
};
