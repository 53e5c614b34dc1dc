import { describe, expect, it } from 'vitest';
import { readZoneChoice, writeZoneChoice, ZONE_COOKIE } from '@/app/_components/format/zone-choice';
import { zonesLike } from '@/app/_components/format/zone-names';

const written = (cookie: string) => cookie.slice(ZONE_COOKIE.length + 1, cookie.indexOf(';'));

describe('the zone that a browser remembers', () => {
  it.each([
    { timeZone: 'Asia/Kolkata', by: 'name' },
    { timeZone: 'America/Argentina/Buenos_Aires', by: 'browser' },
    { timeZone: 'Etc/GMT+5', by: 'name' },
    { timeZone: 'UTC', by: 'browser' },
  ] as const)('is read as it was written: %o', (choice) => {
    expect(readZoneChoice(written(writeZoneChoice(choice)), 'Europe/Berlin')).toEqual(choice);
  });

  it.each([undefined, '', 'browser:', 'Mars/Olympus', '%', 'Asia/Kolkata; evil', '<script>'])(
    'is the installation’s for %o',
    (cookie) => {
      expect(readZoneChoice(cookie, 'Europe/Berlin')).toEqual({
        timeZone: 'Europe/Berlin',
        by: 'installation',
      });
    },
  );

  it('is forgotten for the installation’s', () => {
    expect(writeZoneChoice({ timeZone: 'UTC', by: 'installation' })).toContain('Max-Age=0');
  });
});

describe('zones by what is typed', () => {
  it.each([
    ['kolk', 'Asia/Kolkata'],
    ['new york', 'America/New_York'],
    ['Europe/Berl', 'Europe/Berlin'],
    ['utc', 'UTC'],
  ])('%s finds %s among the first', (typed, zone) => {
    expect(zonesLike(typed).slice(0, 6)).toContain(zone);
  });

  it('finds nothing for nothing', () => expect([zonesLike(' '), zonesLike('mars')]).toEqual([[], []]));
});
