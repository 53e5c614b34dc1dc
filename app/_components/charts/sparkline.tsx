/** The course of a number at a glance: bare, since the number stands beside it. Gaps are gaps. */
export function Sparkline({
  values,
  threshold = null,
  height = 28,
  label,
}: {
  values: (number | null)[];
  threshold?: number | null;
  height?: number;
  label: string;
}) {
  const WIDTH = 120;
  const most = Math.max(threshold === null ? 0 : threshold * 1.1, ...values.map((value) => value ?? 0)) || 1;
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * WIDTH;
  const y = (value: number) => height - 1 - (value / most) * (height - 2);
  let pen = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = 'L';
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      className="block w-full"
      style={{ height }}
      role="img"
      aria-label={label}
    >
      {threshold !== null && (
        <line
          x1={0}
          x2={WIDTH}
          y1={y(threshold)}
          y2={y(threshold)}
          stroke="var(--bad)"
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path d={path} fill="none" stroke="var(--ink-2)" strokeWidth={1.25} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
