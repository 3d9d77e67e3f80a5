import { Button } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useSpeech } from '../i18n/language.tsx';

type PlotModule = typeof import('@observablehq/plot');
/** What a picture is made of. */
type PlotOptions = Parameters<PlotModule['plot']>[0];
/** Draws with Plot, in the width that there is. */
export type Draw = (plot: PlotModule, width: number) => PlotOptions;

const Picture = ({ title, draw }: { readonly title: string; readonly draw: Draw }) => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return undefined;
    let isWanted = true;
    void import('@observablehq/plot').then((plot) => {
      if (!isWanted) return;
      // A name of its own would give Plot's style another text each time, which the page's security policy refuses.
      const drawn = plot.plot({ className: 'og-plot', ariaLabel: title, ...draw(plot, width), width });
      drawn.setAttribute('role', 'img');
      // Plot names groups of marks after itself, in English; who hears the picture hears its title.
      for (const group of drawn.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
      box.current?.replaceChildren(drawn);
    });
    return () => {
      isWanted = false;
    };
  }, [draw, width, title]);
  return <div ref={box} className="og-picture" />;
};

/**
 * A picture with a title, a text that says what it shows, and the same in a table for those who cannot see it or want the
 * numbers. `draw` is given Plot, which is loaded when it is first needed; keep it the same while nothing changes
 * (useCallback).
 */
export const Chart = ({
  title,
  summary,
  draw,
  table,
}: {
  readonly title: string;
  /** What there is to see, in a sentence. */
  readonly summary: string;
  readonly draw: Draw;
  readonly table: ReactNode;
}) => {
  const { t } = useSpeech();
  const [asTable, setAsTable] = useState(false);
  const summaryId = useId();
  return (
    <figure className="og-chart" aria-describedby={summaryId}>
      <figcaption>
        <strong>{title}</strong>
        <p id={summaryId}>{summary}</p>
      </figcaption>
      {asTable ? table : <Picture title={title} draw={draw} />}
      <Button variant="tertiary" data-size="sm" onClick={() => setAsTable(!asTable)}>
        {t(asTable ? 'shell.chart.asPicture' : 'shell.chart.asTable')}
      </Button>
    </figure>
  );
};
