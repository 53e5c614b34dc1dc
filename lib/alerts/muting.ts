import type { Silence as StoredSilence } from '@/prisma/generated/client';
import type { Cause } from './cause';
import { LABELS, labelsOf, seriesOf } from './series';
import { isSilenced, Matcher, type Silence } from './silence';

/** An alert that fires, or that fell silent while it did. */
export interface LiveAlert {
  rule: string;
  kind: string;
  severity: string;
  series: string;
  state: string;
}

export interface NamedSilence extends Silence {
  /** As it is told: `silence 3 (maintenance)`. */
  name: string;
}

export function readSilence({ id, note, matchers, startsAt, endsAt }: StoredSilence): NamedSilence {
  return {
    name: note === '' ? `silence ${id}` : `silence ${id} (${note})`,
    matchers: Matcher.array().parse(matchers),
    from: startsAt.getTime(),
    until: endsAt.getTime(),
  };
}

/** Sources from which nothing comes: their rates stand still, and say nothing about now. */
export function silentSources(alerts: readonly LiveAlert[]): Set<string> {
  const silent = alerts.filter(({ kind, state }) => kind === 'source-silent' && state === 'firing');
  return new Set(silent.flatMap(({ series }) => labelsOf(series).source ?? []));
}

/** An alert as routes and silences see it: a label that it does not have itself is its incident's, so that whoever
 * silences Gmail hears nothing of the overall rate either while Gmail is what drives it. */
export function labelledByCause<Alert extends { series: string }>(alert: Alert, cause: Cause): Alert {
  const common = LABELS.flatMap((label) => {
    const value = label in cause ? cause[label as keyof Cause] : undefined;
    return value === undefined ? [] : [[label, value]];
  });
  const labels = { ...Object.fromEntries(common), ...labelsOf(alert.series) };
  return { ...alert, series: seriesOf(labels) };
}

/** Why nobody is to be told of an alert now, or `null`. `mainSource` is where what it counted came from. */
export function mutedBy(alert: LiveAlert, { silences, silent, mainSource, at }: Muting): string | null {
  const silence = silences.find((one) => isSilenced(alert, [one], at));
  if (silence) return silence.name;
  if (SOURCE_KINDS.has(alert.kind)) return null;
  const source = labelsOf(alert.series).source ?? mainSource;
  return source !== null && silent.has(source) ? `source ${source} is silent` : null;
}

export interface Muting {
  silences: readonly NamedSilence[];
  silent: ReadonlySet<string>;
  mainSource: string | null;
  /** ms since the epoch. */
  at: number;
}

/** They say themselves that something is wrong with a source. */
const SOURCE_KINDS = new Set(['source-silent', 'source-unparsed', 'backlog']);
