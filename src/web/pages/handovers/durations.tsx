import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import { type DurationRow, scaleMarks, scaleOf } from './gone.ts';
import { wordPart } from './wording.ts';

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

const Row = ({ row: { part, figure } }: { readonly row: DurationRow }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { medianMinutes: median, p90Minutes: p90 } = figure;
  const { deadline } = part;
  const values = {
    share: format.percent(figure.share),
    hits: format.number(figure.hits),
    n: format.number(figure.n),
    low: format.percent(figure.low),
    high: format.percent(figure.high),
  };
  const spread =
    median === undefined || p90 === undefined
      ? undefined
      : t('handovers.board.spread', { median: format.duration(median), p90: format.duration(p90) });
  const line = deadline?.minutes ?? undefined;
  return (
    <li className="og-lane">
      <span className="og-lane-name">
        <strong>{wordPart(speech, part)}</strong>
        <span className="og-lane-words">
          {t(figure.few ? 'handovers.board.shareFew' : 'handovers.board.share', values)}
        </span>
        <span className="og-lane-words">
          {[
            ...(spread === undefined ? [] : [spread]),
            ...(deadline === null ? [] : [t('handovers.board.deadline', { text: deadline.text })]),
          ].join(' · ')}
        </span>
      </span>
      <span className="og-strip" aria-hidden>
        {scaleMarks.map((minutes) => (
          <span key={minutes} className="og-day" style={{ left: percent(scaleOf(minutes)) }} />
        ))}
        {line !== undefined && line.to > line.from && (
          <span
            className="og-deadline-span"
            style={{
              left: percent(scaleOf(line.from)),
              width: percent(scaleOf(line.to) - scaleOf(line.from)),
            }}
          />
        )}
        {median !== undefined && p90 !== undefined && (
          <>
            <span
              className="og-spread"
              style={{ left: percent(scaleOf(median)), width: percent(scaleOf(p90) - scaleOf(median)) }}
            />
            <span className="og-median" style={{ left: percent(scaleOf(median)) }} />
            <span className="og-p90" style={{ left: percent(scaleOf(p90)) }} />
          </>
        )}
        {line !== undefined && line.to === line.from && (
          <span className="og-deadline" style={{ left: percent(scaleOf(line.to)) }} />
        )}
      </span>
    </li>
  );
};

/** How long what should come takes in the county, against its deadline. Each row says in words what it draws. */
export const Durations = ({ rows }: { readonly rows: readonly DurationRow[] }) => {
  const { t, format } = useSpeech();
  return (
    <section className="og-section" aria-labelledby="handovers-durations">
      <Heading level={2} data-size="xs" id="handovers-durations">
        {t('handovers.board.durations')}
      </Heading>
      <Paragraph data-size="sm" className="og-of">
        {t('handovers.board.durationsLead')}
      </Paragraph>
      <div className="og-lanes-box">
        <div className="og-lane og-axis" aria-hidden>
          <span className="og-lane-name" />
          <span className="og-strip">
            {scaleMarks.map((minutes) => (
              <span key={minutes} className="og-tick" style={{ left: percent(scaleOf(minutes)) }}>
                {format.duration(minutes)}
              </span>
            ))}
          </span>
        </div>
        <ol className="og-lanes">
          {rows.map((row) => (
            <Row key={row.part.part} row={row} />
          ))}
        </ol>
      </div>
    </section>
  );
};
