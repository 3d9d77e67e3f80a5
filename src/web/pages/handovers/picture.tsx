import './picture.css';
import { Button, ToggleGroup } from '@digdir/designsystemet-react';
import { type KeyboardEvent, type Ref, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { placeOf } from './axis.ts';
import { Detail } from './detail.tsx';
import { Glyph } from './glyph.tsx';
import type { WholeHandover } from './handover.ts';
import { type Band, type Picture as Drawn, type Lane, type Mark, pictureOf, type Span } from './lanes.ts';
import { Tables } from './tables.tsx';
import { tell, wordExpected, wordLane } from './wording.ts';

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

const Strip = ({ bands, now }: { readonly bands: readonly Band[]; readonly now: number | undefined }) => (
  <>
    {bands.map(({ kind, from, to, isCut, text }) => (
      <span
        key={`${kind} ${from}`}
        className={`og-band og-band-${kind}`}
        data-cut={isCut || undefined}
        style={{ left: percent(from), width: percent(to - from) }}
        title={text}
      >
        {text}
      </span>
    ))}
    {now !== undefined && <span className="og-now" style={{ left: percent(now) }} />}
  </>
);

/** Days or hours, and now. */
const AxisRow = ({
  axis,
  now,
  asOf,
  strip,
}: Pick<Drawn, 'axis' | 'now'> & { readonly asOf: string; readonly strip: Ref<HTMLSpanElement> }) => {
  const { t, format } = useSpeech();
  return (
    <div className="og-lane og-axis" aria-hidden>
      <span className="og-lane-name">
        {now !== undefined && t('handovers.picture.now', { time: format.dateTime(asOf) })}
      </span>
      <span className="og-strip" ref={strip}>
        {axis.ticks.map(({ at, isDay }, place) => (
          <span
            key={at}
            className={place % 2 === 1 ? 'og-tick og-tick-odd' : 'og-tick'}
            style={{ left: percent(placeOf(axis, at)) }}
          >
            {isDay ? format.weekday(new Date(at)) : format.time(new Date(at))}
          </span>
        ))}
      </span>
    </div>
  );
};

/** Room that a mark needs to be pointed at (WCAG 2.5.8), in CSS pixels. */
const markPixels = 26;
const usualWidth = 800;

/** Width of an element in CSS pixels, and what to give it as `ref`. */
const useWidth = (): readonly [Ref<HTMLSpanElement>, number] => {
  const [width, setWidth] = useState(usualWidth);
  const ref = useCallback((element: HTMLSpanElement) => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(1, entry?.contentRect.width ?? 1)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
};

/** Which mark an arrow key leads to from a lane's mark; undefined when there is none that way. */
const step = (lanes: readonly Lane[], from: string, key: string): Mark | undefined => {
  const row = lanes.findIndex(({ marks }) => marks.some((mark) => mark.key === from));
  const marks = lanes[row]?.marks ?? [];
  const column = marks.findIndex((mark) => mark.key === from);
  const here = marks[column];
  const inLane = (others: readonly Lane[]): Mark | undefined => {
    const lane = others.find((one) => one.marks.length > 0);
    return lane?.marks.toSorted(
      (a, b) => Math.abs(a.at - (here?.at ?? 0)) - Math.abs(b.at - (here?.at ?? 0)),
    )[0];
  };
  switch (key) {
    case 'ArrowLeft':
      return marks[column - 1];
    case 'ArrowRight':
      return marks[column + 1];
    case 'Home':
      return marks[0];
    case 'End':
      return marks.at(-1);
    case 'ArrowUp':
      return inLane(lanes.slice(0, row).reverse());
    case 'ArrowDown':
      return inLane(lanes.slice(row + 1));
    default:
      return undefined;
  }
};

const LaneRow = ({
  lane,
  drawn,
  asOf,
  active,
  onShow,
}: {
  readonly lane: Lane;
  readonly drawn: Drawn;
  readonly asOf: string;
  /** Key of the mark that the tab key leads to. */
  readonly active: string | undefined;
  readonly onShow: (mark: Mark) => void;
}) => {
  const speech = useSpeech();
  const { of } = lane;
  const label = (mark: Mark): string =>
    mark.items
      .map((item) => {
        const { title, at, more } = tell(speech, item, asOf);
        return [title, at, ...more].join('. ');
      })
      .join(' · ');
  return (
    <li className="og-lane" data-state={typeof of === 'string' ? undefined : of.state}>
      <span className="og-lane-name">
        <strong>{wordLane(speech, lane)}</strong>
        {typeof of !== 'string' && <span className="og-lane-words">{wordExpected(speech, of, asOf)}</span>}
      </span>
      <span className="og-strip">
        {drawn.axis.ticks.map(({ at }) => (
          <span key={at} className="og-day" style={{ left: percent(placeOf(drawn.axis, at)) }} />
        ))}
        <Strip bands={lane.bands} now={drawn.now} />
        {lane.marks.map((mark) => (
          <button
            key={mark.key}
            type="button"
            className="og-mark"
            data-mark={mark.key}
            data-count={typeof of === 'string' && mark.items.length > 1 ? mark.items.length : undefined}
            aria-label={label(mark)}
            aria-pressed={mark.key === active}
            tabIndex={mark.key === active ? 0 : -1}
            style={{ left: percent(mark.at) }}
            onFocus={() => onShow(mark)}
            onMouseEnter={() => onShow(mark)}
            onClick={() => onShow(mark)}
          />
        ))}
        {lane.marks.flatMap(({ key, glyphs }) =>
          glyphs.map(({ look, at }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what lies at one place has nothing else to tell it by
            <span key={`${key} ${place}`} className="og-drawn" data-look={look} style={{ left: percent(at) }}>
              <Glyph look={look} />
            </span>
          )),
        )}
      </span>
    </li>
  );
};

/** The picture of one handover: a lane for each thing that should come, and the same as tables. */
export const Picture = ({ handover }: { readonly handover: WholeHandover }) => {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<Span>();
  const [asTable, setAsTable] = useState(false);
  const [shownKey, setShownKey] = useState<string>();
  const box = useRef<HTMLOListElement>(null);
  const titleId = useId();
  const [strip, width] = useWidth();
  const drawn = useMemo(() => pictureOf(handover, asked, markPixels / width), [handover, asked, width]);
  const marks = drawn.lanes.flatMap((lane) => lane.marks);
  const shown = marks.find(({ key }) => key === shownKey);
  const active = shown?.key ?? marks[0]?.key;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = active === undefined ? undefined : step(drawn.lanes, active, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setShownKey(next.key);
    box.current?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <figure className="og-section og-handover" aria-labelledby={titleId}>
      <figcaption className="og-page-heading">
        <div>
          <strong id={titleId}>{t('handovers.picture.title')}</strong>
          <p className="og-of">{t('handovers.picture.summary')}</p>
        </div>
        <div className="og-actions">
          {drawn.hasStay && !asTable && (
            <ToggleGroup
              data-size="sm"
              value={drawn.span}
              onChange={(span) => setAsked(span as Span)}
              aria-label={t('handovers.picture.span')}
            >
              <ToggleGroup.Item value="stay">{t('handovers.picture.stay')}</ToggleGroup.Item>
              <ToggleGroup.Item value="whole">{t('handovers.picture.whole')}</ToggleGroup.Item>
            </ToggleGroup>
          )}
          <Button variant="secondary" data-size="sm" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'handovers.picture.asPicture' : 'handovers.picture.asTable')}
          </Button>
        </div>
      </figcaption>
      {asTable ? (
        <Tables handover={handover} />
      ) : (
        <div className="og-lanes-box">
          <AxisRow axis={drawn.axis} now={drawn.now} asOf={handover.asOf} strip={strip} />
          <ol className="og-lanes" ref={box} onKeyDown={onKeyDown}>
            {drawn.lanes.map((lane) => (
              <LaneRow
                key={lane.key}
                lane={lane}
                drawn={drawn}
                asOf={handover.asOf}
                active={active}
                onShow={({ key }) => setShownKey(key)}
              />
            ))}
          </ol>
          <Detail mark={shown} asOf={handover.asOf} />
        </div>
      )}
    </figure>
  );
};
