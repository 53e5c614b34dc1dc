import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Locked = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  optional: z.boolean().optional(),
  link: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
});
type Locked = z.infer<typeof Locked>;

const REGISTRY = 'https://registry.npmjs.org/';
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Where it runs in earnest: the images and servers are Linux with glibc, on either processor. */
const isForServers = ({ os, cpu, libc }: Locked): boolean =>
  (os?.includes('linux') ?? true) &&
  (cpu?.some((one) => one === 'x64' || one === 'arm64') ?? true) &&
  (libc?.includes('glibc') ?? true);

/** What is wrong with how a package is pinned, or null. */
function faultOf(locked: Locked): string | null {
  if (locked.link) return 'is a link';
  if (!locked.version || !/^\d+\.\d+\.\d+/.test(locked.version)) return 'has no version of a registry';
  if (locked.resolved !== undefined && !locked.resolved.startsWith(REGISTRY)) return 'comes from elsewhere';
  if (locked.integrity !== undefined && !SHA512.test(locked.integrity))
    return 'has another hash than SHA-512';
  if (locked.integrity !== undefined) return null;
  return isForServers(locked) || !locked.optional ? 'has no hash' : null;
}

const locked = Object.entries(
  z
    .object({ packages: z.record(z.string(), Locked) })
    .parse(JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../package-lock.json'), 'utf8')))
    .packages,
).filter(([name]) => name !== '');

test('every package comes from the registry, and is the one that was locked', () => {
  expect(locked.length).toBeGreaterThan(300);
  const faults = locked.flatMap(([name, one]) => (faultOf(one) ? [`${name} ${faultOf(one)}`] : []));
  expect(faults).toEqual([]);
});

test.each<[string, Partial<Locked>]>([
  ['is a link', { link: true }],
  ['has no version of a registry', { version: 'github:someone/something' }],
  ['comes from elsewhere', { resolved: 'git+ssh://git@example.com/one.git#1' }],
  ['has another hash than SHA-512', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
  ['has no hash', { integrity: undefined }],
  ['has no hash', { integrity: undefined, optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] }],
])('one that %s is found', (fault, change) => {
  const fine = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==` };
  expect(faultOf(fine)).toBe(null);
  expect(faultOf({ ...fine, ...change })).toBe(fault);
});
