/** What a rule can be evaluated by. The words are those that people read in an alert. */
export const LABELS = [
  'provider',
  'sending-domain',
  'sending-ip',
  'pool',
  'stream',
  'source',
  'code',
] as const;
export type Label = (typeof LABELS)[number];
export type Labels = Partial<Record<Label, string>>;

/** `provider=gmail,sending-domain=news.example.com`, in the order of `LABELS`; overall is empty. */
export function seriesOf(labels: Labels): string {
  const present = LABELS.filter((label) => labels[label] !== undefined);
  return present
    .map((label) => `${label}=${(labels[label] ?? '').replace(/[%,=]/g, encodeURIComponent)}`)
    .join(',');
}

export function labelsOf(series: string): Labels {
  const labels: Labels = {};
  for (const pair of series === '' ? [] : series.split(',')) {
    const [name, value = ''] = pair.split('=');
    const label = LABELS.find((known) => known === name);
    if (!label) throw new Error(`not a series: ${series}`);
    labels[label] = decodeURIComponent(value);
  }
  return labels;
}

/** Whether the series has exactly these labels. */
export function hasLabels(series: string, labels: readonly Label[]): boolean {
  const present = Object.keys(labelsOf(series));
  return present.length === labels.length && labels.every((label) => present.includes(label));
}
