import type { AttemptsStretch, CodeStretch } from '@/lib/queries/alert-code-history';
import type { CodeCount } from '@/lib/queries/alert-codes';
import type { AlertCounts } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
import type { Sighting } from '@/lib/queries/alert-sightings';
import type { SourceHealth } from '@/lib/queries/alert-sources';

/** What rules are measured on. Every rule of one evaluation asks the same readings, so that what several of them ask
 * is read and put together once. */
export interface Readings {
  /** When the evaluation takes place, ms since the epoch. */
  now: number;
  /** Every series of a group that any of the windows saw. */
  counts(group: GroupName, windowsMinutes: readonly number[]): Promise<readonly SeriesCounts[]>;
  /** Every code that was an answer, by the values of a group. */
  codes(group: GroupName, windowMinutes: number): Promise<readonly CodeCount[]>;
  /** The same, with the weeks and the day before. */
  codeHistory(group: GroupName, windowMinutes: number): Promise<CodeHistory>;
  /** Every enforcement code of the last days, by provider and sending domain. */
  sightings(days: number): Promise<readonly Sighting[]>;
  /** Every live source. */
  sources(): Promise<readonly SourceHealth[]>;
}

export interface CodeHistory {
  codes: readonly CodeStretch[];
  attempts: readonly AttemptsStretch[];
}

export interface SeriesCounts {
  series: string;
  /** The group's value: empty for overall. */
  value: string;
  /** Those that saw anything, the shortest first. */
  windows: readonly WindowCounts[];
}

export interface WindowCounts {
  minutes: number;
  /** How far the sources that contributed are known, ms since the epoch. */
  at: number;
  counts: AlertCounts;
}
