import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '@/lib/auth/accounts';
import { logIn, showSecondFactor } from '@/lib/auth/login';
import { enableSecondFactor, newTotpKey, removeSecondFactor, stepOfCode } from '@/lib/auth/second-factor';
import { SESSION_MS, visitorOf } from '@/lib/auth/sessions';
import { secretBox } from '@/lib/secret-box';
import { openTestStore, type TestStore } from '../store/test-store';
import { ADMINISTRATOR } from './people';

const PASSWORD = 'walnut ferry 92 quilt';
const BROWSER = { address: '192.0.2.1', userAgent: null };
const NOW = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const box = secretBox([Buffer.alloc(32, 7)]);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const codeAt = (key: string, at: Date) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: at.getTime() });

/** Somebody with a second factor that was set up at `NOW`. */
async function withSecondFactor(name: string) {
  const account = { name, role: 'administrator' as const, password: PASSWORD };
  const created = await createAccount(store.db, ADMINISTRATOR, account);
  if ('fault' in created) throw new Error(created.fault);
  const visitor = {
    ...{ id: created.made, name, role: account.role, address: null, sessionId: null },
    ...{ workspaces: null, inSight: null },
  };
  const { key } = newTotpKey(name);
  const given = { key, code: codeAt(key, NOW) };
  const recovery = (await enableSecondFactor(store.db, box, visitor, given, NOW)) ?? [];
  return { id: created.made, key, recovery, visitor };
}

async function halfway(name: string, now: Date): Promise<string> {
  const login = await logIn(store.db, { name, password: PASSWORD, token: null }, BROWSER, now);
  if (login.kind !== 'second-factor') throw new Error(`the login ended with ${login.kind}`);
  return login.token;
}

const show = (token: string, code: string, now: Date) =>
  showSecondFactor(store.db, box, { code, token }, BROWSER, now);

describe('codes', () => {
  // RFC 6238, appendix B: the key is "12345678901234567890", and its eight digits end in these six.
  const RFC_KEY = Secret.fromUTF8('12345678901234567890').base32;
  test.each([
    ['1970-01-01T00:00:59Z', '287082'],
    ['2005-03-18T01:58:29Z', '081804'],
    ['2009-02-13T23:31:30Z', '005924'],
    ['2033-05-18T03:33:20Z', '279037'],
  ])('at %s is %s', (at, code) => {
    const now = new Date(at);
    expect(stepOfCode(RFC_KEY, code, now)).toBe(BigInt(Math.floor(now.getTime() / 30_000)));
  });

  test('are good for a clock that is one step off, and no more', () => {
    const { key } = newTotpKey('ada');
    const code = codeAt(key, NOW);
    const steps = [-60, -30, 0, 30, 60].map((seconds) => stepOfCode(key, code, later(seconds)) !== null);
    expect(steps).toEqual([false, true, true, true, false]);
    for (const nonsense of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(stepOfCode(key, nonsense, NOW)).toBeNull();
  });

  test('a key is 160 bits, and its address says whose it is', () => {
    const { key, uri } = newTotpKey('ada@relay.example');
    expect(Secret.fromBase32(key).buffer.byteLength).toBe(20);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Bounceboard:ada%40relay\.example\?issuer=Bounceboard&secret=/);
  });
});

describe('a login with a second factor', () => {
  test('is none before the code, and the password opens nothing', async () => {
    const { key } = await withSecondFactor('ada');
    const token = await halfway('ada', later(60));
    expect(await visitorOf(store.db, token, null, later(60))).toBeNull();
    expect((await show(token, '000000', later(60))).kind).toBe('wrong');
    const shown = await show(token, codeAt(key, later(60)), later(60));
    if (shown.kind !== 'in') throw new Error(shown.kind);
    expect(await visitorOf(store.db, shown.token, null, later(60))).toMatchObject({ name: 'ada' });
    expect(shown.token).not.toBe(token);
    expect((await show(token, codeAt(key, later(120)), later(120))).kind).toBe('over');
  });

  test('a code is good once, even for two at the same time, and none before it is good any more', async () => {
    const { key } = await withSecondFactor('bob');
    expect((await show(await halfway('bob', NOW), codeAt(key, NOW), NOW)).kind).toBe('wrong');
    const tokens = [await halfway('bob', later(60)), await halfway('bob', later(60))];
    const code = codeAt(key, later(60));
    const shown = await Promise.all(tokens.map((token) => show(token, code, later(60))));
    expect(shown.map(({ kind }) => kind).sort()).toEqual(['in', 'wrong']);
    expect((await show(await halfway('bob', later(60)), codeAt(key, later(30)), later(60))).kind).toBe(
      'wrong',
    );
    expect((await show(await halfway('bob', later(90)), codeAt(key, later(90)), later(90))).kind).toBe('in');
  });

  test('a recovery code does it, too, once; the store holds neither it nor the key', async () => {
    const { id, key, recovery } = await withSecondFactor('carol');
    expect(new Set(recovery).size).toBe(10);
    expect(recovery[0]).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
    const typed = recovery[0]!.toLowerCase().replaceAll('-', ' ');
    expect((await show(await halfway('carol', NOW), typed, NOW)).kind).toBe('in');
    expect((await show(await halfway('carol', NOW), typed, NOW)).kind).toBe('wrong');
    const kept = JSON.stringify([
      (await store.db.account.findUniqueOrThrow({ where: { id } })).totpKey,
      await store.db.recoveryCode.findMany(),
    ]);
    for (const secret of [key, ...recovery, ...recovery.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(secret);
  });

  test('codes are not tried out: five tries, then even the right one waits', async () => {
    const { key } = await withSecondFactor('dave');
    const token = await halfway('dave', later(60));
    for (let i = 0; i < 5; i++) expect((await show(token, '000000', later(60))).kind).toBe('wrong');
    expect((await show(token, codeAt(key, later(60)), later(60))).kind).toBe('wait');
  });

  test('whoever takes too long begins anew', async () => {
    const { key } = await withSecondFactor('erin');
    const token = await halfway('erin', NOW);
    const late = new Date(NOW.getTime() + SESSION_MS.halfway);
    expect((await show(token, codeAt(key, late), late)).kind).toBe('over');
  });

  test('is over when an administrator of the machine takes it away', async () => {
    const { visitor } = await withSecondFactor('frank');
    await store.db.$transaction((transaction) => removeSecondFactor(transaction, ADMINISTRATOR, visitor));
    const login = await logIn(store.db, { name: 'frank', password: PASSWORD, token: null }, BROWSER, NOW);
    expect(login.kind).toBe('in');
    expect(await store.db.recoveryCode.count({ where: { accountId: visitor.id } })).toBe(0);
  });
});
