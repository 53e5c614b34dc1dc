import { describe, expect, test } from 'vitest';
import { QuietHours, tellAt } from '@/lib/alerts/quiet-hours';
import { type StoredRoute, toldBy } from '@/lib/alerts/routes';

const night = QuietHours.parse({ from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' });
const lunch = QuietHours.parse({ from: '12:00', until: '13:30', timeZone: 'Asia/Kolkata', except: [] });

describe('quiet hours', () => {
  test.each([
    // Berlin is an hour ahead of UTC in winter, two in summer.
    ['before they begin', night, '2026-01-10T20:59:59Z', '2026-01-10T20:59:59Z'],
    ['as they begin', night, '2026-01-10T21:00:00Z', '2026-01-11T06:00:00Z'],
    ['after midnight', night, '2026-01-11T02:00:00Z', '2026-01-11T06:00:00Z'],
    ['as they end', night, '2026-01-11T06:00:00Z', '2026-01-11T06:00:00Z'],
    ['in summer', night, '2026-07-10T21:00:00Z', '2026-07-11T05:00:00Z'],
    ['the night in which clocks go forward', night, '2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z'],
    ['the night in which clocks go back', night, '2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z'],
    ['within a day, half an hour off', lunch, '2026-05-04T07:00:00Z', '2026-05-04T08:00:00Z'],
    ['the same day, later', lunch, '2026-05-04T08:00:00Z', '2026-05-04T08:00:00Z'],
  ])('%s', (_, quiet, now, told) => {
    expect(tellAt(quiet, 'warning', new Date(now))).toEqual(new Date(told));
  });

  test('what is critical is told at once, unless that was changed', () => {
    const inTheNight = new Date('2026-01-11T02:00:00Z');
    expect(tellAt(night, 'critical', inTheNight)).toEqual(inTheNight);
    expect(tellAt({ ...night, except: [] }, 'critical', inTheNight)).not.toEqual(inTheNight);
    expect(tellAt(null, 'info', inTheNight)).toEqual(inTheNight);
  });

  test.each([
    { ...night, from: '25:00' },
    { ...night, until: '22:00' },
    { ...night, timeZone: 'Mars/Olympus' },
  ])('that are none are refused', (given) => {
    expect(QuietHours.safeParse(given).success).toBe(false);
  });
});

describe('routes', () => {
  const now = new Date('2026-01-11T02:00:00Z');
  const morning = new Date('2026-01-11T06:00:00Z');
  const route = (channelId: number, change: Partial<StoredRoute> = {}): StoredRoute => ({
    ...{ channelId, severities: ['warning'], matchers: [], repeatMinutes: null, quietHours: null },
    ...change,
  });
  const gmail = { name: 'provider', operator: 'is', value: 'gmail' } as const;
  const alerts = [
    { rule: 'Hard bounces', severity: 'critical', series: '' },
    { rule: 'Hard bounces at a provider', severity: 'warning', series: 'provider=gmail' },
  ];
  const told = (...routes: StoredRoute[]) => toldBy(routes, alerts, 'critical', now);

  test.each([
    ['without matchers, every alert of its severities', {}, true],
    ['another severity', { severities: ['info' as const] }, false],
    ['an alert of both, severity and matcher', { matchers: [gmail] }, true],
    ['no alert of both', { matchers: [gmail], severities: ['critical' as const] }, false],
    ['another provider', { matchers: [{ ...gmail, value: 'yahoo' }] }, false],
    ['all but one provider', { matchers: [{ ...gmail, operator: 'is-not' as const }] }, false],
  ])('%s', (_, change, isTold) => {
    expect(told(route(1, change))).toHaveLength(isTold ? 1 : 0);
  });

  test('of several to one channel the soonest and the most frequent count', () => {
    const quiet = { quietHours: { ...night, except: [] } };
    expect(told(route(1, quiet))).toEqual([{ channelId: 1, at: morning, repeatMinutes: null }]);
    expect(
      told(
        route(1, { ...quiet, repeatMinutes: 60 }),
        route(1, { repeatMinutes: 240 }),
        route(2, { ...quiet, repeatMinutes: 30 }),
      ),
    ).toEqual([
      { channelId: 1, at: now, repeatMinutes: 60 },
      { channelId: 2, at: morning, repeatMinutes: 30 },
    ]);
  });
});
