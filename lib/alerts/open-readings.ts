import type { Db } from '@/lib/db';
import { alertCodeHistory } from '@/lib/queries/alert-code-history';
import { alertCodes } from '@/lib/queries/alert-codes';
import { alertCounts, type GroupCounts } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
import { alertSightings } from '@/lib/queries/alert-sightings';
import { alertSources } from '@/lib/queries/alert-sources';
import type { Readings, SeriesCounts, WindowCounts } from './readings';
import { seriesOf } from './series';

/** The readings of one evaluation: each question goes to the store once, whoever asks it. */
export function openReadings(db: Db, now: Date): Readings {
  const countsOf = once((windowMinutes: number) => alertCounts(db, now, windowMinutes), String);
  const joined = once(
    async ({ group, windows }: { group: GroupName; windows: readonly number[] }) =>
      joinWindows(group, windows, await Promise.all(windows.map(countsOf))),
    ({ group, windows }) => `${group} ${windows}`,
  );
  const codes = once((question: GroupWindow) => alertCodes(db, now, question), keyOf);
  const codeHistory = once((question: GroupWindow) => alertCodeHistory(db, now, question), keyOf);
  const sources = once((_: null) => alertSources(db, now), String);
  return {
    now: now.getTime(),
    codes: (group, windowMinutes) => codes({ group, windowMinutes }),
    codeHistory: (group, windowMinutes) => codeHistory({ group, windowMinutes }),
    sightings: once((days: number) => alertSightings(db, now, days), String),
    sources: () => sources(null),
    counts: (group, windowsMinutes) => joined({ group, windows: windowsMinutes.toSorted((a, b) => a - b) }),
  };
}

interface GroupWindow {
  group: GroupName;
  windowMinutes: number;
}
const keyOf = ({ group, windowMinutes }: GroupWindow): string => `${group} ${windowMinutes}`;

function joinWindows(group: GroupName, windows: readonly number[], seen: GroupCounts[][]): SeriesCounts[] {
  const byValue = new Map<string, WindowCounts[]>();
  seen.forEach((counted, index) => {
    for (const counts of counted) {
      if (counts.group !== group) continue;
      const window = { minutes: windows[index] ?? 0, at: counts.at, counts };
      const known = byValue.get(counts.value);
      if (known) known.push(window);
      else byValue.set(counts.value, [window]);
    }
  });
  return Array.from(byValue, ([value, windows]) => ({
    series: group === 'overall' ? '' : seriesOf({ [group]: value }),
    value,
    windows,
  }));
}

/** Asks each question once, and gives whoever asks it again the same answer. */
function once<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  keyOf: (question: Question) => string,
) {
  const asked = new Map<string, Promise<Answer>>();
  return (question: Question): Promise<Answer> => {
    const key = keyOf(question);
    const known = asked.get(key);
    if (known) return known;
    const answer = ask(question);
    asked.set(key, answer);
    return answer;
  };
}
