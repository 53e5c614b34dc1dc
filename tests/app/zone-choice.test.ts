import { describe, expect, it } from 'vitest';
import { readZoneChoice, writeZoneChoice, ZONE_COOKIE } from '@/app/_components/format/zone-choice';

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
