import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { type Delivery, nameOf } from './delivery.ts';
import { type Flow, layFlow, type Node } from './flow.ts';
import { receiptsOf } from './receipts.ts';

const width = 960;
const height = 420;
const bar = 14;
/** Left edges of the three columns of bars. */
const columns = { senders: 210, outcomes: width / 2 - bar / 2, receivers: width - 210 - bar } as const;
const mostNames = 8;

/** A name of so many letters fits beside its bar. */
const mostLetters = 30;
const shortened = (name: string): string =>
  name.length <= mostLetters ? name : `${name.slice(0, mostLetters - 1)}…`;

const Bars = ({
  nodes,
  x,
  side,
  name,
}: {
  readonly nodes: readonly Node[];
  readonly x: number;
  readonly side: 'left' | 'middle' | 'right';
  readonly name: (key: string) => string;
}) => {
  const { format } = useSpeech();
  const at = { left: x - 8, middle: x + bar + 8, right: x + bar + 8 }[side];
  return nodes.map(({ key, messages, top, height: part }) => (
    <g key={key}>
      <rect className="dl-bar" x={x} y={top * height} width={bar} height={Math.max(1, part * height)} />
      <text
        className={side === 'middle' ? 'dl-outcome' : undefined}
        x={at}
        y={(top + part / 2) * height + 4}
        textAnchor={side === 'left' ? 'end' : 'start'}
      >
        {shortened(name(key))} {format.number(messages)}
      </text>
    </g>
  ));
};

const Bands = ({ flow: { bands, senders } }: { readonly flow: Flow }) => {
  const left = new Set(senders.map(({ key }) => key));
  return bands.map(({ from, to, outcome, fromTop, toTop, height: part }) => {
    const isFirst = left.has(from);
    const [start, end] = isFirst
      ? [columns.senders + bar, columns.outcomes]
      : [columns.outcomes + bar, columns.receivers];
    const middle = (start + end) / 2;
    const [a, b] = [(fromTop + part / 2) * height, (toTop + part / 2) * height];
    return (
      <path
        key={`${from} ${to} ${isFirst}`}
        className={`dl-band dl-${outcome}`}
        d={`M${start},${a} C${middle},${a} ${middle},${b} ${end},${b}`}
        strokeWidth={Math.max(1, part * height)}
      />
    );
  });
};

/** Where messages came from, what became of them, and where they went. On a narrow screen it scrolls in its own box. */
export const FlowPicture = ({ links }: Pick<Delivery, 'links'>) => {
  const { t, format } = useSpeech();
  const flow = useMemo(
    () =>
      layFlow(
        links
          .filter(({ figure }) => figure.shown)
          .map(({ sender, receiver, figure }) => ({
            sender: nameOf(sender),
            receiver: nameOf(receiver),
            receipts: receiptsOf(figure),
          })),
        mostNames,
        t('delivery.flow.others'),
      ),
    [links, t],
  );
  if (flow.total === 0) return <p className="og-nothing">{t('delivery.flow.none')}</p>;
  const outcome = (key: string): string => t(`delivery.outcomes.${key}`);
  const said = flow.outcomes
    .map(({ key, messages }) => `${outcome(key)}: ${format.number(messages)}`)
    .join(', ');
  const summary = t('delivery.flow.summary', { count: format.number(flow.total), outcomes: said });
  return (
    <figure className="og-chart">
      <figcaption>
        <p>{summary}</p>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <section className="og-scroll" aria-label={t('delivery.flow.picture')} tabIndex={0}>
        <svg className="dl-flow" viewBox={`0 -24 ${width} ${height + 30}`} role="img" aria-label={summary}>
          <text className="dl-heading" x={columns.senders + bar} y={-10} textAnchor="end">
            {t('delivery.links.sender')}
          </text>
          <text className="dl-heading" x={columns.outcomes} y={-10}>
            {t('delivery.flow.receipt')}
          </text>
          <text className="dl-heading" x={columns.receivers} y={-10}>
            {t('delivery.links.receiver')}
          </text>
          <Bands flow={flow} />
          <Bars nodes={flow.senders} x={columns.senders} side="left" name={(key) => key} />
          <Bars nodes={flow.outcomes} x={columns.outcomes} side="middle" name={outcome} />
          <Bars nodes={flow.receivers} x={columns.receivers} side="right" name={(key) => key} />
        </svg>
      </section>
    </figure>
  );
};
