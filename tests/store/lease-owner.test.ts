import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { importOwner, isGone } from '@/lib/store/lease-owner';

const { pid: gone } = spawnSync('true');

test.each([
  ['mail', `mail-${gone}`, true],
  ['mail', importOwner(`mail-${gone}`), true],
  ['mail', `mail-${process.pid}`, false],
  ['mail', `web-mail-${gone}`, false],
  ['mail', importOwner(`web-mail-${gone}`), false],
  ['mail-2', `mail-${gone}`, false],
  ['mail', 'mail', false],
])('on %s, the owner %s is gone: %s', (host, owner, isTrue) => {
  expect(isGone(owner, host)).toBe(isTrue);
});
