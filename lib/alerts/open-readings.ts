import type { Db } from '@/lib/db';
import { alertBacklogs } from '@/lib/queries/alert-backlogs';
import type { GroupName } from '@/lib/queries/alert-group';
import { rollupOf } from '@/lib/queries/alert-reach';
import { alertSightings } from '@/lib/queries/alert-sightings';
import { alertSources } from '@/lib/queries/alert-sources';
import { alertSums, type Stretch } from '@/lib/queries/alert-sums';
import { codeHistoryBy, codesBy, countsBy, joinStretches } from './group-sums';
import { once } from './once';
import { type Readings, type SeriesCounts, TRAILING_DAY_MINUTES, WEEKS, type WindowCounts } from './readings';
import { seriesOf } from './series';
import { refusedSenders, sightingsOf } from './sightings';

/** The readings of one evaluation: each question goes to the store once, whoever asks it; and what one reading of the
 * rollups answers for several groups, or for fewer days, is read once as well. */
export function openReadings(db: Db, now: Date): Readings {
  const at = now.getTime();
  const sums = once(
    (stretch: Stretch) => alertSums(db, now, stretch),
    (stretch) => Object.values(stretch).join(' '),
  );
  const window = (minutes: number) => sums(windowOf(minutes));
  const counts = once(
    async ({ group, minutes }: GroupWindow) => countsBy(group, await window(minutes)),
    keyOf,
  );
  const joined = once(
    async ({ group, windows }: { group: GroupName; windows: readonly number[] }) =>
      joinWindows(
        group,
        await Promise.all(
          windows.map(async (minutes) => ({ minutes, counts: await counts({ group, minutes }) })),
        ),
      ),
    ({ group, windows }) => `${group} ${windows}`,
  );
  const codes = once(async ({ group, minutes }: GroupWindow) => codesBy(group, await window(minutes)), keyOf);
  const stretches = once(
    async (minutes: number) => joinStretches(await Promise.all(stretchesOf(minutes).map(sums))),
    String,
  );
  const codeHistory = once(
    async ({ group, minutes }: GroupWindow) => codeHistoryBy(group, await stretches(minutes)),
    keyOf,
  );
  const refused = once(async (days: number) => refusedSenders(await alertSightings(db, now, days)), String);
  const sightings = once(
    async (days: number) => sightingsOf(await refused(days <= USUAL_DAYS ? USUAL_DAYS : MOST_DAYS), at, days),
    String,
  );
  const sources = once((_: null) => alertSources(db, now), String);
  const backlogs = once((_: null) => alertBacklogs(db, now), String);
  return {
    now: at,
    counts: (group, windowsMinutes) => joined({ group, windows: windowsMinutes.toSorted((a, b) => a - b) }),
    codes: (group, minutes) => codes({ group, minutes }),
    codeHistory: (group, minutes) => codeHistory({ group, minutes }),
    sightings,
    sources: () => sources(null),
    backlogs: () => backlogs(null),
  };
}

/** How far back sightings are read: as most rules ask, or as far as any may. */
const USUAL_DAYS = 31;
const MOST_DAYS = 90;
const WEEK_MINUTES = 7 * 24 * 60;

interface GroupWindow {
  group: GroupName;
  minutes: number;
}
const keyOf = ({ group, minutes }: GroupWindow): string => `${group} ${minutes}`;

const windowOf = (minutes: number): Stretch => ({
  ...{ reachMinutes: minutes, backMinutes: 0, minutes },
  rollupMinutes: rollupOf(minutes),
});

/** The window, the same one to four weeks earlier, and the day before it. */
const stretchesOf = (minutes: number): Stretch[] => [
  windowOf(minutes),
  ...Array.from({ length: WEEKS }, (_, week) => ({
    ...windowOf(minutes),
    backMinutes: (week + 1) * WEEK_MINUTES,
  })),
  {
    ...{ reachMinutes: minutes, backMinutes: minutes + 60, minutes: TRAILING_DAY_MINUTES },
    rollupMinutes: 60,
  },
];

function joinWindows(
  group: GroupName,
  windows: readonly { minutes: number; counts: ReturnType<typeof countsBy> }[],
): SeriesCounts[] {
  const byValue = new Map<string, WindowCounts[]>();
  for (const { minutes, counts } of windows) {
    for (const [value, counted] of counts) {
      const known = byValue.get(value);
      if (known) known.push({ minutes, ...counted });
      else byValue.set(value, [{ minutes, ...counted }]);
    }
  }
  return Array.from(byValue, ([value, windows]) => ({
    series: group === 'overall' ? '' : seriesOf({ [group]: value }),
    value,
    windows,
  }));
}
