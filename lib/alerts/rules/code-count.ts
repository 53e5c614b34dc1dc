import { z } from 'zod';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { GROUP_NAMES } from '@/lib/queries/alert-group';
import { attempts } from '@/lib/queries/rates';
import type { CodeCount, SeriesCounts } from '../readings';
import { holdSettings, type Measurement, ruleKind } from '../rule';
import { labelsOf } from '../series';

const Settings = z.object({
  code: z
    .string()
    .regex(
      /^([245]\d\d|[45X]\.\d{1,3}\.\d{1,3}(-\d{1,3})?)$/,
      'a code such as 5.7.26, X.7.26, 5.7.606-649 or 421',
    )
    .describe('Code'),
  groupBy: z.enum(GROUP_NAMES).describe('For each'),
  count: z.number().int().min(1).max(1_000_000).describe('Answers'),
  windowMinutes: z.number().int().min(5).max(10_080).describe('Within minutes'),
  ...holdSettings,
});
export type CodeCountSettings = z.infer<typeof Settings>;

/** A code was the answer so many times: for what ought never to happen, at any rate. */
export const codeCount = ruleKind({
  kind: 'code-count',
  title: 'A code is answered often',
  settings: Settings,
  labels: ({ groupBy }) => (groupBy === 'overall' ? [] : [groupBy]),
  limit: ({ count }) => ({ of: 'count', value: count }),
  lookBackDays: ({ windowMinutes }) => Math.ceil(windowMinutes / 1440),
  async measure(settings, readings) {
    const [counted, codes] = await Promise.all([
      readings.counts(settings.groupBy, [settings.windowMinutes]),
      readings.codes(settings.groupBy, settings.windowMinutes),
    ]);
    return measureAll(settings, counted, codes, readings.now);
  },
});

function* measureAll(
  settings: CodeCountSettings,
  counted: readonly SeriesCounts[],
  codes: readonly CodeCount[],
  now: number,
): Generator<Measurement> {
  const matches = matcherOf(settings.code);
  const answered = new Map<string, number>();
  for (const code of codes) {
    if (matches(code)) answered.set(code.value, (answered.get(code.value) ?? 0) + code.events);
  }
  if (settings.groupBy === 'overall' && counted.length === 0) {
    yield { series: '', at: now, condition: 'no-data', numerator: 0, denominator: 0 };
  }
  for (const { series, value, windows } of counted) {
    for (const { at, counts } of windows) {
      const numerator = answered.get(value) ?? 0;
      const condition = numerator >= settings.count ? 'true' : 'false';
      yield {
        ...{ series, at, condition, numerator, denominator: attempts(counts) },
        behind: {
          of: 'refused',
          windowMinutes: settings.windowMinutes,
          labels: labelsOf(series),
          isCounted: ({ code }) => code !== null && matches(readCode(code)),
        },
      };
    }
  }
}

const readCode = (code: string): AnsweredCode =>
  /^\d{3}$/.test(code)
    ? { replyCode: Number(code), statusCode: null }
    : { replyCode: null, statusCode: code };

type AnsweredCode = Pick<CodeCount, 'replyCode' | 'statusCode'>;

function matcherOf(code: string): (counted: AnsweredCode) => boolean {
  if (/^\d{3}$/.test(code)) return ({ replyCode }) => replyCode === Number(code);
  const pattern = parseStatusCodePattern(code);
  return ({ statusCode }) => {
    const parsed = statusCode === null ? null : parseStatusCode(statusCode);
    return parsed !== null && speaksOf(pattern, parsed);
  };
}
