import { describe, expect, test } from 'vitest';
import { found } from '@/app/_components/ui/palette-entry';
import { PLACES } from '@/app/_components/ui/places';
import { KEYS, meaningOfKey } from '@/app/_components/ui/shortcut-keys';

describe('what keys mean', () => {
  test.each(KEYS)('$key', ({ key, shortcut }) => {
    expect(meaningOfKey(key, false)).toEqual({ kind: 'shortcut', shortcut });
    expect(meaningOfKey(key, true)).toBeNull();
  });
  test.each(PLACES)('g $chord leads to $title', ({ chord, href }) => {
    expect(meaningOfKey(chord, true)).toEqual({ kind: 'place', href });
  });
  test('no two mean different things', () => {
    expect(new Set(PLACES.map(({ chord }) => chord)).size).toBe(PLACES.length);
    expect(new Set(KEYS.map(({ key }) => key)).size).toBe(KEYS.length);
  });
  test('others mean nothing', () => {
    expect(meaningOfKey('x', false)).toBeNull();
    expect(meaningOfKey('g', true)).toBeNull();
  });
});

describe('what the box finds', () => {
  const entry = (group: string, title: string, note = '') => ({ group, title, note });
  const ENTRIES = [
    entry('Pages', 'Overview'),
    entry('Codes', '5.1.1', 'No such mailbox'),
    entry('Codes', '4.1.1', 'No such mailbox for now'),
    entry('Providers', 'Gmail', 'gmail'),
    ...Array.from({ length: 20 }, (_, nth) => entry('Sources', `mx${nth}`)),
  ];
  const titles = (typed: string) => found(ENTRIES, typed).map(({ title }) => title);

  test('is all that contains every word, also of its group, whatever the case', () => {
    expect(titles('mailbox now')).toEqual(['4.1.1']);
    expect(titles('GMAIL')).toEqual(['Gmail']);
    expect(titles('codes 5.1')).toEqual(['5.1.1']);
    expect(titles('moon')).toEqual([]);
  });
  test('begins with what begins with it', () => {
    expect(titles('1.1')).toEqual(['5.1.1', '4.1.1']);
    expect(titles('4')[0]).toBe('4.1.1');
  });
  test('is a few of each kind', () => {
    expect(titles('').filter((title) => title.startsWith('mx'))).toHaveLength(8);
  });
});
