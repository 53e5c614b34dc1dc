import type { Readings } from '@/lib/alerts/readings';
import { rateAbove } from '@/lib/alerts/rules/rate-above';
import { type AlertState, decide, initialStanding } from '@/lib/alerts/state';
import type { AlertCounts } from '@/lib/queries/alert-counts';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { noReadings } from '@/tests/alerts/no-readings';
import { evaluations } from './alert-evaluation';
import type { Figure } from './figure';
import { poisson, seededRandom } from './seeded-random';
import { delaysOfRise, falseSpikes } from './spike-simulation';

/** The rule as it is evaluated each minute, on mail of which a known share bounces. */
const HOLD_MINUTES = 5;
const RULE = rateAbove.open({
  rate: 'hard-bounce',
  groupBy: 'overall',
  threshold: 0.05,
  windowsMinutes: [30, 60, 1440],
  minimumRecipients: 5,
  forMinutes: HOLD_MINUTES,
  keepFiringMinutes: 15,
});
const GOOD = 0.02;
const BAD = 0.15;
const DAY = 1440;

export async function run(): Promise<Figure[]> {
  const results = [];
  for (const perHour of [6, 60, 600, 6000]) {
    const value = await falseAlarms(perHour, 100);
    results.push({ name: `false alarms at 2% of ${perHour}/h, threshold 5%`, value, unit: 'in 100 days' });
  }
  for (const perHour of [60, 600, 6000]) {
    const delays = await delaysAfterStep(perHour, 200);
    for (const [name, share] of [
      ['median', 0.5],
      ['90th percentile', 0.9],
    ] as const) {
      const value = delays[Math.floor(delays.length * share)] ?? Number.POSITIVE_INFINITY;
      results.push({ name: `step to 15% of ${perHour}/h fires after, ${name}`, value, unit: 'minutes' });
    }
  }
  for (const perHour of [600, 6000]) {
    const value = await falseSpikes(perHour, 20);
    results.push({
      name: `spikes in campaigns of ${perHour}/h, 2% refused as ever`,
      value,
      unit: 'in 100 days',
    });
    const delays = await delaysOfRise(perHour, 20, 60);
    const name = `tenfold rise of a code, 2% of ${perHour}/h, fires after`;
    results.push({ name: `${name}, median`, value: delays[delays.length >> 1] ?? 0, unit: 'minutes' });
    results.push({
      name: `${name}, 90th percentile`,
      value: delays[Math.floor(delays.length * 0.9)] ?? 0,
      unit: 'minutes',
    });
  }
  return [...results, ...(await evaluations())];
}

async function falseAlarms(perHour: number, days: number): Promise<number> {
  const mail = new Mail(perHour, perHour);
  let alarms = 0;
  let standing = initialStanding(0);
  for (let minute = 0; minute < days * DAY; minute++) {
    mail.pass(minute, GOOD);
    const next = await evaluate(mail, minute, standing);
    if (next.state === 'firing' && standing.state !== 'firing') alarms++;
    standing = next;
  }
  return alarms;
}

/** Minutes from the step to the alarm, the shortest first. */
async function delaysAfterStep(perHour: number, runs: number): Promise<number[]> {
  const delays: number[] = [];
  for (let run = 0; run < runs; run++) {
    const mail = new Mail(perHour, 1000 + run);
    // The step falls on any minute of a bucket.
    const step = DAY + (run % 60);
    for (let minute = 0; minute < step; minute++) mail.pass(minute, GOOD);
    let standing = initialStanding(step);
    let minute = step;
    for (; standing.state !== 'firing'; minute++) {
      mail.pass(minute, BAD);
      standing = await evaluate(mail, minute, standing);
    }
    delays.push(minute - step);
  }
  return delays.sort((a, b) => a - b);
}

async function evaluate(
  mail: Mail,
  minute: number,
  standing: { state: AlertState; since: number; lastTrueAt: number | null },
) {
  const at = (minute + 1) * 60_000;
  const [measured] = await RULE.measure(mail.readings(minute, at));
  return decide(standing, measured?.condition ?? 'no-data', RULE.timing, at);
}

/** Mail that comes at random, counted in buckets as the store counts it. Every message is for somebody else. */
class Mail {
  readonly #perMinute: number;
  readonly #random: () => number;
  readonly #buckets = { 5: new Map<number, [number, number]>(), 60: new Map<number, [number, number]>() };

  constructor(perHour: number, seed: number) {
    this.#perMinute = perHour / 60;
    this.#random = seededRandom(seed);
  }

  pass(minute: number, bounceRate: number): void {
    const bounced = poisson(this.#perMinute * bounceRate, this.#random);
    const delivered = poisson(this.#perMinute * (1 - bounceRate), this.#random);
    for (const width of [5, 60] as const) {
      const bucket = Math.floor(minute / width);
      const [b, d] = this.#buckets[width].get(bucket) ?? [0, 0];
      this.#buckets[width].set(bucket, [b + bounced, d + delivered]);
    }
  }

  readings(minute: number, now: number): Readings {
    return {
      ...noReadings(now),
      counts: async (_, windowsMinutes) => {
        const windows = windowsMinutes.map((minutes) => ({
          minutes,
          at: now,
          counts: this.#window(minutes, minute),
        }));
        return [{ series: '', value: '', windows }];
      },
    };
  }

  #window(windowMinutes: number, minute: number): AlertCounts {
    const width = windowMinutes < DAY ? 5 : 60;
    const last = Math.floor(minute / width);
    let [bounced, delivered] = [0, 0];
    for (let bucket = last - windowMinutes / width + 1; bucket <= last; bucket++) {
      const [b, d] = this.#buckets[width].get(bucket) ?? [0, 0];
      bounced += b;
      delivered += d;
    }
    return { ...EMPTY_TALLY, unknownUsers: bounced, blocked: 0, delivered, bounced, hardBounced: bounced };
  }
}
