import { Link as DsLink, Heading } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { Explain } from '../../parts/explain.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import { Sparkline } from '../../parts/sparkline.tsx';
import type { Course, Standing } from './overview.ts';
import { sayMove, sayOutOf, sayShare, sayTarget } from './words.ts';

/** Where what an indicator counts can be looked at. */
const behind = ({ counts, expectations }: Standing): string => {
  if (counts === 'delivery') return '/leveranse';
  if (counts === 'completeness' || counts === 'order-wording') return '/kvalitet';
  const [expectation] = expectations;
  const [id] = (expectation ?? '').split('/');
  return id === undefined || id === '' ? '/overgangar' : `/overgangar?expectation=${encodeURIComponent(id)}`;
};

const Why = ({ standing, course, own }: { standing: Standing; course: Course; own: boolean }) => {
  const { t } = useSpeech();
  const { name, definition, numerator, denominator, leftOut, why, source, types } = standing;
  const isSplit = !own && types.length > 1;
  return (
    <Explain
      of={{
        name,
        definition,
        numerator,
        denominator,
        leftOut,
        why,
        source,
        own,
        ...(course.asOf !== null && { asOf: course.asOf }),
      }}
      figure={course.figure}
    >
      {standing.target?.decided && <p className="og-of">{t('overview.target.ours')}</p>}
      {isSplit && (
        <dl className="og-facts">
          {types.map(({ type, figure }) => (
            <div key={type} className="ov-type">
              <dt>{capital(typeWord(t, type))}</dt>
              <dd>
                <FigureText figure={figure} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <DsLink asChild>
        <Link href={behind(standing)}>{t('overview.behind')}</Link>
      </DsLink>
    </Explain>
  );
};

const Moved = ({ standing, course }: { readonly standing: Standing; readonly course: Course }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  if (course.change === null) return <p className="ov-move og-of">{t('overview.move.unknown')}</p>;
  const { arrow, words, tone } = sayMove(speech, standing, course.change);
  const before = new Date(course.period);
  before.setUTCMonth(before.getUTCMonth() - 1);
  return (
    <p className={`ov-move ov-${tone}`}>
      <span aria-hidden>{arrow}</span> {t('overview.move.since', { words, month: format.shortMonth(before) })}
      {tone === 'unsure' && <span className="og-of"> · {t('overview.move.unsure')}</span>}
    </p>
  );
};

const Own = ({
  standing,
  own,
  name,
}: {
  readonly standing: Standing;
  readonly own: Course;
  readonly name: string;
}) => {
  const speech = useSpeech();
  const { figure } = own;
  return (
    <p className="ov-own">
      <span>{name}: </span>
      {figure.shown ? (
        <>
          <strong>{sayShare(speech, standing, figure.share)}</strong>{' '}
          <span className="og-of">
            {sayOutOf(speech, figure)}
            {figure.few && ` · ${speech.t('shell.figure.few')}`}
          </span>
        </>
      ) : (
        <FigureText figure={figure} />
      )}
      <Why standing={standing} course={own} own />
    </p>
  );
};

/** An indicator: its share, what it is out of, how far it is to the target and which way it goes. */
export const IndicatorCard = ({
  standing,
  isLeading,
  running,
  ownName,
}: {
  readonly standing: Standing;
  readonly isLeading: boolean;
  /** The month that is not over. */
  readonly running: string;
  readonly ownName: string | undefined;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { county, own, target, name, id } = standing;
  const { figure } = county;
  const month = format.month(county.period);
  const shown = figure.shown ? figure : undefined;
  const targetText = sayTarget(speech, standing, shown);
  return (
    <article
      className={`og-card ov-card${isLeading ? ' ov-leading' : ''}`}
      aria-labelledby={`indicator-${id}`}
    >
      <div className="ov-card-head">
        <Heading level={isLeading ? 2 : 3} data-size={isLeading ? 'xs' : '2xs'} id={`indicator-${id}`}>
          {name}
        </Heading>
        <Why standing={standing} course={county} own={false} />
      </div>
      <p className="ov-figure">
        {shown === undefined ? (
          <FigureText figure={figure} />
        ) : (
          <strong className={isLeading ? 'og-big' : 'ov-middle'}>
            {sayShare(speech, standing, shown.share)}
          </strong>
        )}
        <Sparkline
          values={county.trend.map((each) => (each.figure.shown ? each.figure.share : undefined))}
          target={target?.share}
        />
      </p>
      {shown !== undefined && <p className="og-of">{sayOutOf(speech, shown)}</p>}
      {shown?.few === true && (
        <p className="og-of">
          {t('overview.few', {
            low: sayShare(speech, standing, shown.low),
            high: sayShare(speech, standing, shown.high),
          })}
        </p>
      )}
      {targetText !== undefined && <p className="ov-target">{targetText}</p>}
      {shown !== undefined && <Moved standing={standing} course={county} />}
      <p className="og-of ov-month">{county.period === running ? t('overview.soFar', { month }) : month}</p>
      {own !== null && ownName !== undefined && <Own standing={standing} own={own} name={ownName} />}
    </article>
  );
};
