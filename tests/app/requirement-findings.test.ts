import { describe, expect, it } from 'vitest';
import { requirementFindings } from '@/app/_findings/requirement-findings';
import { beginningOf } from '@/app/_findings/run-of-days';
import { cellEntries, matrixRows } from '@/app/_panels/enforcement-rows';
import { doingSinceInWords } from '@/app/_panels/enforcement-words';
import type { Requirement } from '@/lib/mail/category';
import type { RequirementCount } from '@/lib/queries/requirement-counts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const today = Date.parse('2026-11-20T00:00:00Z');

describe('a beginning', () => {
  const at = today + 3 * HOUR;
  it('is the first bucket where the days before were without it', () => {
    expect(beginningOf(at, [today])).toEqual({ at, isDay: false });
    expect(beginningOf(at, [])).toEqual({ at, isDay: false });
  });
  it('is followed back over days, and over the week of a weekly mailing', () => {
    expect(beginningOf(at, [today - DAY, today])).toEqual({ at: today - DAY, isDay: true });
    expect(beginningOf(at, [today - 14 * DAY, today - 7 * DAY, today])).toEqual({
      at: today - 14 * DAY,
      isDay: true,
    });
  });
  it('is in an hour before the range on the same day, and in none before a day without it', () => {
    expect(beginningOf(at, [today], [today + HOUR, today + 2 * HOUR])).toEqual({
      ...{ at: today + HOUR, isDay: false },
    });
    expect(beginningOf(at + 2 * DAY, [today, today + 2 * DAY], [today + HOUR])).toEqual({
      ...{ at: today, isDay: true },
    });
    expect(beginningOf(at + 20 * DAY, [today, today + 20 * DAY], [today + HOUR])).toEqual({
      ...{ at: at + 20 * DAY, isDay: false },
    });
  });
  it('is not before a longer pause', () => {
    expect(beginningOf(at, [today - 30 * DAY, today - 9 * DAY, today])).toEqual({ at, isDay: false });
  });
});

const RULES = new Map<string, readonly Requirement[]>([
  ['gmail/5.7.26', ['spf', 'dkim']],
  ['gmail/4.7.27', ['spf']],
  ['text/rate', ['rate']],
]);
const count = (given: Partial<RequirementCount>): RequirementCount => {
  const { bounced = 0, deferred = 0 } = given;
  return {
    ...{
      provider: 'gmail',
      sendingDomain: 'news.example.com',
      rule: null,
      statusCode: null,
      replyCode: null,
    },
    ...{ bounced, deferred, attempts: bounced + deferred, firstAt: today, lastAt: today + 10 * HOUR },
    bouncedAt: bounced > 0 ? (given.firstAt ?? today) : null,
    ...given,
  };
};
const found = (...counts: RequirementCount[]) => requirementFindings(counts, { days: [], hours: [] }, RULES);

describe('findings', () => {
  it('put the codes of one requirement together, with all attempts of the pair as the denominator', () => {
    const [finding, ...others] = found(
      count({ attempts: 900 }),
      count({ rule: 'gmail/5.7.26', statusCode: '5.7.26', bounced: 60 }),
      count({ rule: 'gmail/5.7.26', statusCode: '4.7.26', deferred: 40, firstAt: today - HOUR }),
      count({ provider: 'yahoo', attempts: 5000 }),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ...{ provider: 'gmail', sendingDomain: 'news.example.com', requirements: ['spf', 'dkim'] },
      ...{ state: 'rejecting', bounced: 60, deferred: 40, attempts: 1000, isScattered: false },
      since: { at: today - HOUR, isDay: false },
    });
    expect(finding?.answers.map(({ statusCode }) => statusCode)).toEqual(['5.7.26', '4.7.26']);
  });

  it('tell since when it rejects from since when it deferred before that', () => {
    const one = { provider: 'gmail', sendingDomain: 'news.example.com', rule: 'gmail/5.7.26' };
    const before = {
      days: [{ ...one, days: [today - 2 * DAY, today - DAY, today], rejectedDays: [today] }],
      hours: [],
    };
    const counts = [
      count({ attempts: 100 }),
      count({ rule: 'gmail/5.7.26', bounced: 30, firstAt: today + 3 * HOUR }),
      count({ rule: 'gmail/5.7.26', statusCode: '4.7.26', deferred: 5 }),
    ];
    const [rejecting] = requirementFindings(counts, before, RULES);
    expect(rejecting).toMatchObject({
      since: { at: today - 2 * DAY, isDay: true },
      rejectingSince: { at: today + 3 * HOUR, isDay: false },
    });
    expect(doingSinceInWords(rejecting!, new Date(today + DAY), 'UTC')).toBe(
      'since 20 Nov, 03:00, deferred before since 18 Nov',
    );
    const [deferring] = requirementFindings(counts.slice(0, 1).concat(counts.slice(2)), before, RULES);
    expect(deferring?.rejectingSince).toBeNull();
    expect(doingSinceInWords(deferring!, new Date(today + DAY), 'UTC')).toBe('since 18 Nov');
  });

  it('tell what defers from what rejects, and both from what has stopped', () => {
    const states = found(
      count({ attempts: 100, lastAt: today + 50 * HOUR }),
      count({ rule: 'gmail/5.7.26', bounced: 30, lastAt: today + 3 * HOUR }),
      count({ rule: 'gmail/4.7.27', deferred: 30, lastAt: today + 49 * HOUR }),
    ).map(({ requirements, state }) => [requirements[0], requirements.length, state]);
    expect(states).toEqual([
      ['spf', 1, 'deferring'],
      ['spf', 2, 'stopped'],
    ]);
  });

  it('a domain that sends nothing any more has not been let through', () => {
    const [finding] = found(count({ rule: 'gmail/5.7.26', bounced: 30, lastAt: today - 20 * DAY }));
    expect(finding?.state).toBe('rejecting');
  });

  it('single refusals among thousands are scattered, and come after what is enforced', () => {
    const all = found(
      count({ attempts: 20_000 }),
      count({ rule: 'text/rate', bounced: 12 }),
      count({ provider: 'yahoo', attempts: 900 }),
      count({ provider: 'yahoo', rule: 'text/rate', deferred: 100 }),
    );
    expect(all.map(({ provider, isScattered }) => [provider, isScattered])).toEqual([
      ['yahoo', false],
      ['gmail', true],
    ]);
  });
});

describe('the matrix', () => {
  const counts = [
    count({ attempts: 900 }),
    count({ rule: 'gmail/5.7.26', bounced: 60 }),
    count({ rule: 'gmail/4.7.27', deferred: 40, firstAt: today - HOUR }),
    count({ sendingDomain: 'shop.example.net', attempts: 9000 }),
    count({ sendingDomain: null, provider: 'yahoo', attempts: 20 }),
  ];
  const findings = requirementFindings(counts, { days: [], hours: [] }, RULES);

  it('has a row for whatever was sent as, the refused ones first', () => {
    expect(matrixRows(counts, findings, 'domain').map(({ name, attempts }) => [name, attempts])).toEqual([
      ['news.example.com', 1000],
      ['shop.example.net', 9000],
      [null, 20],
    ]);
    expect(matrixRows(counts, findings, 'provider').map(({ name, attempts }) => [name, attempts])).toEqual([
      ['gmail', 10_000],
      ['yahoo', 20],
    ]);
  });

  it('adds in a cell what is about its requirement, each provider once', () => {
    const [news] = matrixRows(counts, findings, 'domain');
    // It rejects since later than it defers, and says "rejects".
    expect(cellEntries(news!, 'spf').map(({ refused, since }) => [refused, since.at])).toEqual([
      [100, today],
    ]);
    expect(cellEntries(news!, 'dkim').map(({ refused }) => refused)).toEqual([60]);
    expect(cellEntries(news!, 'tls')).toEqual([]);
  });
});
