import type { Backlog } from '@/lib/queries/alert-backlogs';
import type { AlertCounts } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
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
  codeHistory(group: GroupName, windowMinutes: number): Promise<readonly CodeHistory[]>;
  /** Every enforcement code of the last days, by provider and sending domain. */
  sightings(days: number): Promise<readonly Sighting[]>;
  /** Every live source. */
  sources(): Promise<readonly SourceHealth[]>;
  /** What waits in the inbox of every source. */
  backlogs(): Promise<readonly Backlog[]>;
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

export interface CodeCount {
  /** The group's value: empty for overall. */
  value: string;
  statusCode: string | null;
  replyCode: number | null;
  events: number;
}

/** How many weeks back the same hour is looked up. */
export const WEEKS = 4;
/** What a history is an array of: the window itself, as many weeks earlier as the index says, and the day before. */
export const TRAILING_DAY = WEEKS + 1;
/** The last hour before the window is left out: its hourly bucket may reach into the window. */
export const TRAILING_DAY_MINUTES = 23 * 60;

export interface CodeHistory {
  /** The group's value: empty for overall. */
  value: string;
  /** How far the sources that contributed are known, ms since the epoch. */
  at: number;
  /** Attempts by stretch. */
  attempts: readonly number[];
  /** How often each enhanced code was the answer, by stretch. */
  codes: ReadonlyMap<string, { series: string; events: readonly number[] }>;
}

/** One enforcement code, at one provider, for one sending domain. */
export interface Sighting {
  series: string;
  provider: string;
  sendingDomain: string;
  code: string;
  /** When it was first seen within the days asked for, to the hour where that was of late. */
  firstAt: number;
  /** Events with the code in the last 24 hours, and all attempts of the domain at the provider. */
  recent: number;
  recentAttempts: number;
  /** Since when mail of the domain to the provider is known, within the days asked for. */
  knownSince: number;
}
