import type { Contributor } from '@/lib/queries/alert-contributors';

/** What alerts of one incident have in common. The words are those of an alert's labels, and their order is that of
 * the stored cause. */
const CAUSE_LABELS = ['provider', 'category', 'code', 'sending-domain', 'source', 'rule', 'series'] as const;
export type CauseLabel = (typeof CAUSE_LABELS)[number];
export type Cause = Partial<Record<CauseLabel, string>>;

/** One kind of refusal is the cause where it is at least half of what an alert counted: without it there would be no
 * more than half as much. */
const MAIN_SHARE = 0.5;
/** The kind is narrowed down to a provider, and to a sending domain, that has nearly all of it. A smaller share would
 * blame one of several that are hit by the same thing. */
const NARROW_SHARE = 0.75;

/** An alert and what was counted for it. */
export interface CountedAlert {
  ruleId: number;
  series: string;
  /** What is watched where nothing was counted: `source` of a source's own alerts. */
  watched: Cause;
  contributors: readonly Contributor[];
}

/** Why an alert fires: the same cause for the overall rate, the provider's and the sending domain's that one fault
 * drives up. An alert of which no single kind of refusal is the most is a cause of its own. */
export function causeOf({ ruleId, series, watched, contributors }: CountedAlert): Cause {
  if (Object.keys(watched).length > 0) return watched;
  const main = largest(contributors, kindOf);
  if (!main || main.share < MAIN_SHARE) return { rule: String(ruleId), series };
  const provider = largest(main.contributors, (one) => one.provider);
  const domain = largest(main.contributors, (one) => one.sendingDomain);
  const [kind, value] = main.value.split('=', 2) as ['category' | 'code', string];
  return inOrder({
    [kind]: value,
    ...(provider && provider.share >= NARROW_SHARE ? { provider: provider.value } : {}),
    ...(domain && domain.share >= NARROW_SHARE ? { 'sending-domain': domain.value } : {}),
  });
}

/** The category; for what no category is known of, the code. */
function kindOf({ outcome, category, code }: Contributor): string {
  if (outcome === 'complained') return 'category=complaint';
  if (category !== null && category !== 'unclassified') return `category=${category}`;
  return code === null ? 'category=unclassified' : `code=${code}`;
}

/** Whether what a contributor says agrees with all that the cause says of refusals. */
export function isOfCause(one: Contributor, cause: Cause): boolean {
  const kind =
    cause.category === undefined ? cause.code && `code=${cause.code}` : `category=${cause.category}`;
  return (
    (kind === undefined || kind === kindOf(one)) &&
    (cause.provider ?? one.provider) === one.provider &&
    (cause['sending-domain'] ?? one.sendingDomain) === one.sendingDomain
  );
}

interface Part {
  value: string;
  share: number;
  contributors: Contributor[];
}

/** The value with the most events, and its share of them all; of two that are level, the first by name. */
function largest(
  contributors: readonly Contributor[],
  read: (one: Contributor) => string | null,
): Part | null {
  const parts = new Map<string, Part & { events: number }>();
  let all = 0;
  for (const one of contributors) {
    all += one.events;
    const value = read(one);
    if (value === null) continue;
    const part = parts.get(value) ?? { value, share: 0, events: 0, contributors: [] };
    part.events += one.events;
    part.contributors.push(one);
    parts.set(value, part);
  }
  const [first] = [...parts.values()].sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
  return first && all > 0 ? { ...first, share: first.events / all } : null;
}

/** An incident that alerts can join. */
export interface OpenCause {
  id: bigint;
  cause: Cause;
}

export type Placement = { join: bigint; widenTo: Cause | null } | 'open';

/**
 * Where an alert of this cause belongs. Two causes are one where the one says all that the other does and more: what
 * goes wrong for one domain at Gmail is part of what goes wrong at Gmail. The incident then has the wider of the two.
 * The closest is joined; of several that are equally close, the oldest.
 */
export function placeAlert(cause: Cause, open: readonly OpenCause[]): Placement {
  const size = Object.keys(cause).length;
  const candidates = open
    .filter((one) => isWithin(cause, one.cause) || isWithin(one.cause, cause))
    .map((one) => ({ ...one, distance: Math.abs(Object.keys(one.cause).length - size) }))
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  const [closest] = candidates;
  if (!closest) return 'open';
  const isWider = size < Object.keys(closest.cause).length;
  return { join: closest.id, widenTo: isWider ? cause : null };
}

/** Whether the narrow cause has every label of the wide one, with the same value. */
const isWithin = (narrow: Cause, wide: Cause): boolean =>
  CAUSE_LABELS.every((label) => wide[label] === undefined || wide[label] === narrow[label]);

/** `provider=gmail,category=authentication`, as it is stored. */
export function textOfCause(cause: Cause): string {
  return CAUSE_LABELS.filter((label) => cause[label] !== undefined)
    .map((label) => `${label}=${(cause[label] ?? '').replace(/[%,=]/g, encodeURIComponent)}`)
    .join(',');
}

export function causeOfText(text: string): Cause {
  const pairs = text.split(',').map((pair) => pair.split('=', 2));
  return inOrder(Object.fromEntries(pairs.map(([label, value = '']) => [label, decodeURIComponent(value)])));
}

const inOrder = (cause: Cause): Cause =>
  Object.fromEntries(
    CAUSE_LABELS.flatMap((label) => (cause[label] === undefined ? [] : [[label, cause[label]]])),
  );
