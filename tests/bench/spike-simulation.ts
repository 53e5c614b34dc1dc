import { DEFAULT_RULES } from '@/lib/alerts/default-rules';
import { TRAILING_DAY_MINUTES, WEEKS } from '@/lib/alerts/readings';
import { SpikeSettings, spike } from '@/lib/alerts/rules/spike';
import { decide, initialStanding } from '@/lib/alerts/state';
import { noReadings } from '@/tests/alerts/no-readings';
import { poisson, seededRandom } from './seeded-random';

const SETTINGS = SpikeSettings.parse(DEFAULT_RULES.find(({ kind }) => kind === 'spike')?.settings);
const RULE = spike.open(SETTINGS);
const HOUR = 60;
const WEEK = 7 * 24 * HOUR;
/** Learnt before anything is counted. */
const LEARNT = WEEKS * WEEK;
const WINDOW = SETTINGS.windowMinutes;

/** Mail of a usual day and night, with campaigns of up to twelve times as much that begin at any hour and are refused
 * as ever; so many of each 1,000 attempts are answered with the code. */
class CampaignMail {
  readonly #attempts: Float64Array;
  readonly #answers: Float64Array;

  constructor(
    perHour: number,
    perMille: number,
    minutes: number,
    seed: number,
    rise: (minute: number) => number,
  ) {
    const random = seededRandom(seed);
    this.#attempts = new Float64Array(minutes + 1);
    this.#answers = new Float64Array(minutes + 1);
    let [campaign, until] = [1, 0];
    for (let minute = 0; minute < minutes; minute++) {
      if (minute >= until && random() < 1 / (12 * HOUR)) {
        campaign = 2 + 10 * random();
        until = minute + HOUR + 3 * HOUR * random();
      }
      const daily = 1 + 0.8 * Math.sin((2 * Math.PI * (minute % (24 * HOUR))) / (24 * HOUR));
      const mean = (perHour / 60) * daily * (minute < until ? campaign : 1);
      const refused = Math.min(1, (perMille / 1000) * rise(minute));
      const answers = poisson(mean * refused, random);
      this.#answers[minute + 1] = this.#answers[minute]! + answers;
      this.#attempts[minute + 1] = this.#attempts[minute]! + answers + poisson(mean * (1 - refused), random);
    }
  }

  /** As the store counts: whole buckets of five minutes, the last of which is not over. */
  async measure(minute: number) {
    const start = Math.floor(minute / 5) * 5 + 5 - WINDOW;
    const stretches = [
      [start, minute + 1] as const,
      ...Array.from({ length: WEEKS }, (_, week) => {
        const back = (week + 1) * WEEK;
        return [start - back, start - back + WINDOW] as const;
      }),
      [start - 60 - TRAILING_DAY_MINUTES, start - 60] as const,
    ];
    const between = (sums: Float64Array) => stretches.map(([from, to]) => sums[to]! - sums[from]!);
    const now = (minute + 1) * 60_000;
    const codes = new Map([['4.7.28', { series: 'code=4.7.28', events: between(this.#answers) }]]);
    const history = { value: 'gmail', at: now, attempts: between(this.#attempts), codes };
    const [measured] = await RULE.measure({ ...noReadings(now), codeHistory: async () => [history] });
    return { condition: measured?.condition ?? 'no-data', now } as const;
  }
}

/** Alarms in 100 days of campaigns in which every message is refused as ever. */
export async function falseSpikes(perHour: number, perMille: number): Promise<number> {
  const end = LEARNT + 100 * 24 * HOUR;
  const mail = new CampaignMail(perHour, perMille, end, perHour, () => 1);
  let standing = initialStanding(0);
  let alarms = 0;
  for (let minute = LEARNT; minute < end; minute++) {
    const { condition, now } = await mail.measure(minute);
    const next = decide(standing, condition, RULE.timing, now);
    if (next.state === 'firing' && standing.state !== 'firing') alarms++;
    standing = next;
  }
  return alarms;
}

/** Minutes until a tenfold rise of the code fires, the shortest first. */
export async function delaysOfRise(perHour: number, perMille: number, runs: number): Promise<number[]> {
  const delays: number[] = [];
  for (let run = 0; run < runs; run++) {
    const rise = LEARNT + run * 37;
    const end = rise + 6 * HOUR;
    const mail = new CampaignMail(perHour, perMille, end, 5000 + run, (minute) => (minute >= rise ? 10 : 1));
    let standing = initialStanding(0);
    let minute = rise;
    for (; minute < end && standing.state !== 'firing'; minute++) {
      const { condition, now } = await mail.measure(minute);
      standing = decide(standing, condition, RULE.timing, now);
    }
    delays.push(minute - rise);
  }
  return delays.sort((a, b) => a - b);
}
