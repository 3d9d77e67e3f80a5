import type { Look } from './lanes.ts';

/** What a mark looks like: another shape for each, so that none is told by its colour. */
export const Glyph = ({ look }: { readonly look: Look }) => (
  <svg className="og-glyph" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {shapes[look]}
  </svg>
);

const shapes = {
  met: <circle cx={8} cy={8} r={5.5} />,
  'met-late': (
    <>
      <circle className="og-hollow" cx={8} cy={8} r={5} />
      <circle cx={8} cy={8} r={2} />
    </>
  ),
  due: <rect x={7} y={1} width={2} height={14} />,
  void: <rect x={2} y={7} width={12} height={2.5} />,
  'not-observable': (
    <text x={8} y={12.5} textAnchor="middle">
      ?
    </text>
  ),
  message: <path d="M1.5 3.5h13v9h-13z M1.5 3.5 8 8.5l6.5-5" className="og-hollow" />,
  receipt: <path d="m2.5 8.5 3.5 3.5 7.5-8" className="og-hollow" />,
  rejected: <path d="m3.5 3.5 9 9 m0-9-9 9" className="og-hollow" />,
  step: <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" />,
  act: <path d="M8 2 14 13.5H2z" />,
} as const satisfies Record<Look, unknown>;
