import { describe, expect, it } from 'vitest';
import { classifyEvent } from '@/lib/classify/classify-event';
import { parseOutput } from '@/lib/formats/format';
import { recogniseFormat } from '@/lib/formats/index';
import { CATEGORIES } from '@/lib/mail/category';
import { RESPONSES } from '@/lib/sample/response-table';
import { type SampleTraffic, sampleTraffic } from '@/lib/sample/traffic';

const PRESENT = new Date('2026-03-12T09:00:00Z');
const DAY = 86_400_000;

const WEEK: SampleTraffic = {
  seed: 7,
  from: new Date(PRESENT.getTime() - 7 * DAY),
  to: PRESENT,
  present: PRESENT,
  messagesPerHour: 250,
  timeZone: 'Europe/Berlin',
};

/** A part of it, from one hour of the week to another. */
const span = (fromHour: number, toHour: number): SampleTraffic => ({
  ...WEEK,
  from: new Date(WEEK.from.getTime() + fromHour * 3_600_000),
  to: new Date(WEEK.from.getTime() + toHour * 3_600_000),
});

const week = [...sampleTraffic(WEEK)];
const { events, records } = parse(week);
const judged = events.map((event) => ({ ...event, ...classifyEvent(event) }));

function parse(lines: string[]) {
  const block = Buffer.from(`${lines.join('\n')}\n`);
  const { format } = recogniseFormat(block.subarray(0, 65_536));
  if (format?.id !== 'postfix') throw new Error(`taken for ${format?.id}`);
  const output = parseOutput();
  format.open({ referenceTime: 0, timeZone: 'UTC' }).parse(block, 0, output);
  return output;
}

describe('sample traffic', () => {
  it('is the same bytes for the same options, and other bytes for another seed', () => {
    const day = span(48, 72);
    const lines = [...sampleTraffic(day)];
    expect([...sampleTraffic(day)]).toEqual(lines);
    expect([...sampleTraffic({ ...day, seed: 8 })]).not.toEqual(lines);
  });

  it('gives the whole where two spans meet', () => {
    const parts = [...sampleTraffic(span(140, 150)), ...sampleTraffic(span(150, 168))];
    expect(parts).toEqual([...sampleTraffic(span(140, 168))]);
  });

  it('is in the order of time and within its span', () => {
    const times = week.map((line) => Date.parse(line.slice(0, line.indexOf(' '))));
    expect(times.every((at, index) => index === 0 || at >= (times[index - 1] ?? 0))).toBe(true);
    expect(times[0]).toBeGreaterThanOrEqual(WEEK.from.getTime());
    expect(times.at(-1)).toBeLessThan(WEEK.to.getTime());
  });

  it('is written in local time', () => {
    expect(week.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+01:00 /.test(line))).toBe(true);
  });

  it('names no address that can exist', () => {
    const addresses = new Set(week.join('\n').match(/(?<=[<\s])[^\s<>@]+@[^\s<>,]+/g));
    const strange = [...addresses].filter(
      (address) =>
        !/@([\w-]+\.)+example$|@(news\.example\.com|shop\.example\.net|app\.example\.org)$/.test(address),
    );
    expect(strange).toEqual([]);
    const recipients = events.map(({ recipient }) => recipient ?? '');
    expect(recipients.filter((recipient) => !/^user\d{5}@[\w-]+\.example$/.test(recipient))).toEqual([]);
  });

  it('names no network address outside the ranges for documentation', () => {
    const addresses = new Set(week.join('\n').match(/\b\d{1,3}(?:\.\d{1,3}){3}\b|\b2001:[\da-f:]+/g));
    const documentation = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/;
    // The version in Yahoo's answer is no address.
    expect([...addresses].filter((address) => !documentation.test(address))).toEqual(['4.16.55.1']);
  });

  it('is understood line by line, with sender and message id of every attempt', () => {
    expect(records.unparsed).toBe(0);
    expect(events.length).toBeGreaterThan(40_000);
    expect(events.filter(({ sender }) => sender === null)).toEqual([]);
    expect(new Set(events.map(({ queueId }) => queueId)).size).toBeGreaterThan(40_000);
  });

  it('leaves no blank in an answer', () => {
    const blanks = Object.values(RESPONSES).flatMap(({ reason }) => reason.match(/\{\w+\}/g) ?? []);
    expect(blanks.length).toBeGreaterThan(20);
    expect(week.filter((line) => /\{\w+\}/.test(line))).toEqual([]);
  });

  it('has every category and every outcome of a log', () => {
    const categories = new Set(judged.map(({ category }) => category));
    expect([...categories].filter((category) => category !== null).sort()).toEqual([...CATEGORIES].sort());
    expect([...new Set(judged.map(({ outcome }) => outcome))].sort()).toEqual([
      'bounced',
      'deferred',
      'delivered',
    ]);
  });

  it('sleeps at night and has its campaigns', () => {
    const perHour = new Map<string, number>();
    for (const line of week) {
      const hour = line.slice(0, 13);
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    }
    // 10 March 2026 is a Tuesday.
    const [night, morning, campaign] = ['2026-03-09T03', '2026-03-09T10', '2026-03-10T10'].map(
      (hour) => perHour.get(hour) ?? 0,
    );
    expect(morning).toBeGreaterThan((night ?? 0) * 2);
    expect(campaign).toBeGreaterThan((morning ?? 0) * 2);
  });
});

describe('the story', () => {
  const rate = (provider: string, from: string, to: string) => {
    const [since, until] = [Date.parse(from), Date.parse(to)];
    const final = judged.filter(
      (event) =>
        event.provider === provider && event.outcome !== 'deferred' && event.at >= since && event.at < until,
    );
    return final.filter(({ bounceType }) => bounceType === 'hard').length / final.length;
  };

  it('has a quiet base', () => {
    expect(rate('gmail', '2026-03-05T09:00Z', '2026-03-11T00:00Z')).toBeLessThan(0.02);
    expect(rate('yahoo', '2026-03-05T09:00Z', '2026-03-10T00:00Z')).toBeLessThan(0.02);
  });

  it('has Gmail refuse the newsletter from 03:12 on, until now', () => {
    const refused = judged.filter(({ statusCode }) => statusCode === '5.7.26');
    expect(new Set(refused.map(({ sender }) => sender))).toEqual(new Set(['bounce@news.example.com']));
    expect(refused[0]?.at).toBeGreaterThan(Date.parse('2026-03-12T03:12:00+01:00'));
    // In the small hours there is little to refuse.
    expect(refused[0]?.at).toBeLessThan(Date.parse('2026-03-12T04:30:00+01:00'));
    expect(rate('gmail', '2026-03-12T08:00Z', '2026-03-12T09:00Z')).toBeGreaterThan(0.05);
  });

  it('has Gmail warn a day before', () => {
    const warned = judged.filter(({ statusCode }) => statusCode === '4.7.26' || statusCode === '4.7.27');
    expect(warned.every(({ outcome }) => outcome === 'deferred')).toBe(true);
    expect(warned[0]?.at).toBeLessThan(Date.parse('2026-03-11T10:00:00+01:00'));
  });

  it('has an old list lift the unknown users of Yahoo above 2%', () => {
    expect(rate('yahoo', '2026-03-10T09:00Z', '2026-03-10T15:00Z')).toBeGreaterThan(0.03);
  });
});
