/** A small line without axes: how shares went over some periods, and the target. Decoration for a figure that is said in words. */
export const Sparkline = ({
  values,
  target,
}: {
  /** Shares from 0 to 1 in order; undefined where nothing is shown. */
  readonly values: readonly (number | undefined)[];
  readonly target?: number | undefined;
}) => {
  const known = values.flatMap((value) => value ?? []);
  if (known.length < 2) return null;
  const all = target === undefined ? known : [...known, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const [width, height, margin] = [120, 32, 3];
  const x = (place: number) => margin + (place / (values.length - 1)) * (width - 2 * margin);
  const y = (value: number) => height - margin - ((value - low) / (high - low || 1)) * (height - 2 * margin);
  const points = values.flatMap((value, place) => (value === undefined ? [] : [`${x(place)},${y(value)}`]));
  const last = values.findLastIndex((value) => value !== undefined);
  return (
    <svg className="og-sparkline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {target !== undefined && <line className="og-target" x1={0} x2={width} y1={y(target)} y2={y(target)} />}
      <polyline points={points.join(' ')} />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} />
    </svg>
  );
};
