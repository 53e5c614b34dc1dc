import { expect, test } from 'vitest';
import { EnvironmentError, readEnv } from '@/lib/env';
import { DEFAULT_KEPT_DAYS, KEPT } from '@/lib/retention';

const kept = (variables: Record<string, string>) => readEnv({ NODE_ENV: 'test', ...variables }).keptDays;

test('nothing is set: every kind has its default, and no whole address is kept', () => {
  expect(kept({})).toEqual(DEFAULT_KEPT_DAYS);
  expect(kept({}).addresses).toBeNull();
});

test('whatever may name somebody has an end by default', () => {
  const lasting = KEPT.filter(({ days }) => days === null).map(({ kind }) => kind);
  expect(lasting).toEqual(['addresses', 'counts-hour', 'counts-day']);
});

test('each kind is set by its variable, or in the list of the others', () => {
  expect(
    kept({
      BOUNCEBOARD_EVENT_DAYS: '30',
      BOUNCEBOARD_AUDIT_DAYS: '900',
      BOUNCEBOARD_KEEP_ADDRESSES_DAYS: '14',
      BOUNCEBOARD_KEEP_DAYS: 'inbox=1, counts-5-minutes=forever',
    }),
  ).toEqual({
    ...DEFAULT_KEPT_DAYS,
    ...{ events: 30, audit: 900, addresses: 14, inbox: 1, 'counts-5-minutes': null },
  });
});

test.each([
  ['inbx=3', /there is no "inbx"/],
  ['events=3', /there is no "events"/],
  ['inbox', /from 1 on/],
  ['inbox=0', /from 1 on/],
  ['known=3', /from 8 on/],
  ['inbox=3 days', /from 1 on/],
])('%s is refused', (list, words) => {
  expect(() => kept({ BOUNCEBOARD_KEEP_DAYS: list })).toThrow(words);
  expect(() => kept({ BOUNCEBOARD_KEEP_DAYS: list })).toThrow(EnvironmentError);
});
