import { expect, it } from 'vitest';
import { fixedHref } from '@/app/_panels/fixed-href';
import { sharedWords } from '@/app/_panels/shared-words';

const NOW = new Date('2026-03-10T12:00:00Z');
const query = (href: string) => Object.fromEntries(new URL(href, 'http://ours.invalid').searchParams);

it('keeps the day of whoever shares it, and what the page is arranged by', () => {
  const yesterday = '/enforcement?range=yesterday&rows=provider&filter=provider:gmail&before=1';
  expect(query(fixedHref(yesterday, 'fixed', NOW, 'Asia/Kolkata'))).toEqual({
    from: '2026-03-08T18:30:00.000Z',
    to: '2026-03-09T18:30:00.000Z',
    filter: 'provider:gmail',
    rows: 'provider',
  });
  expect(query(fixedHref(yesterday, 'fixed', NOW, 'UTC'))).toMatchObject({
    from: '2026-03-09T00:00:00.000Z',
    to: '2026-03-10T00:00:00.000Z',
  });
  expect(query(fixedHref(yesterday, 'moving', NOW, 'Asia/Kolkata'))).toMatchObject({ range: 'yesterday' });
});

it('names its time as the page does', () => {
  expect(sharedWords('/?range=yesterday', 'UTC')).toBe('yesterday, moving');
  expect(sharedWords('/?range=7d', 'UTC')).toBe('last 7 days, moving');
  expect(sharedWords('/?range=3d&filter=-source:mta', 'UTC')).toBe('last 3d, moving, Source not mta');
  const day = '/?from=2020-03-08T18:30:00.000Z&to=2020-03-09T18:30:00.000Z';
  expect(sharedWords(day, 'Asia/Kolkata')).toBe('9 Mar 2020, 00:00 – 10 Mar 2020, 00:00 Asia/Kolkata');
});
