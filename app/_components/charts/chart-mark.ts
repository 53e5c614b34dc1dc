/** Something that happened, as charts mark it. Plain data: it travels to the browser. */
export interface ChartMark {
  id: string;
  /** An annotation of a person or program, an incident, a change of a setting. */
  kind: 'annotation' | 'incident' | 'change';
  /** ms since the epoch. */
  at: number;
  /** `null`: a moment. */
  until: number | null;
  /** What it is: “Deployment”, “Incident”. */
  name: string;
  text: string;
  by: string | null;
  /** The page about it. */
  href: string | null;
}

/** Marks that are too close to each other to be hit one by one. */
export interface MarkCluster {
  /** Of the axis, from 0 to 1. */
  place: number;
  marks: ChartMark[];
}

/** Nearer than this, of the whole axis, marks share one flag. */
const CLOSE = 0.03;

/** What lies within the axis, from left to right. What began before it stands at its left edge. */
export function markClusters(marks: readonly ChartMark[], from: number, to: number): MarkCluster[] {
  const clusters: MarkCluster[] = [];
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    if (mark.at >= to || (mark.until ?? mark.at) < from) continue;
    const place = Math.max(0, (mark.at - from) / (to - from));
    const last = clusters[clusters.length - 1];
    if (last && place - last.place < CLOSE) last.marks.push(mark);
    else clusters.push({ place, marks: [mark] });
  }
  return clusters;
}
