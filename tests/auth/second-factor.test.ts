import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAccount, setRole } from '@/lib/auth/accounts';
import { logIn, showSecondFactor } from '@/lib/auth/login';
import { ROLES, type Role } from '@/lib/auth/person';
import { enableSecondFactor, newTotpKey, removeSecondFactor, stepOfCode } from '@/lib/auth/second-factor';
import {
  isSecondFactorRequired,
  SecondFactorRule,
  secondFactorRule,
  setSecondFactorRule,
} from '@/lib/auth/second-factor-rule';
import { arrivalOf, SESSION_MS, visitorOf } from '@/lib/auth/sessions';
import { secretBox } from '@/lib/secret-box';
import type { Actor } from '@/lib/store/audit';
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

describe('a second factor that is required', () => {
  const arrivalAt = (token: string, at: Date) => arrivalOf(store.db, token, null, at);
  const demand = (requiredOf: SecondFactorRule['requiredOf'], by: Actor = ADMINISTRATOR) =>
    setSecondFactorRule(store.db, by, { requiredOf });
  async function loggedIn(name: string, role: Role) {
    const created = await createAccount(store.db, ADMINISTRATOR, { name, role, password: PASSWORD });
    if ('fault' in created) throw new Error(created.fault);
    const login = await logIn(store.db, { name, password: PASSWORD, token: null }, BROWSER, NOW);
    if (login.kind !== 'in') throw new Error(login.kind);
    return { id: created.made, token: login.token };
  }
  afterEach(() => demand('nobody'));

  test('is required of those roles alone, in sessions that were open before, too', async () => {
    const open: [Role, string][] = [];
    for (const role of ROLES) open.push([role, (await loggedIn(`open-${role}`, role)).token]);
    const owing: Record<SecondFactorRule['requiredOf'], Role[]> = {
      nobody: [],
      administrators: ['administrator'],
      'operators and administrators': ['operator', 'administrator'],
      everybody: ['viewer', 'operator', 'administrator'],
    };
    for (const [requiredOf, roles] of Object.entries(owing)) {
      expect(await demand(SecondFactorRule.parse({ requiredOf }).requiredOf)).toBeNull();
      for (const [role, token] of open) {
        const owes = roles.includes(role);
        expect((await arrivalAt(token, NOW))?.owesSecondFactor, `${role}, ${requiredOf}`).toBe(owes);
        expect((await visitorOf(store.db, token, null, NOW)) === null, `${role}, ${requiredOf}`).toBe(owes);
      }
    }
  });

  test('lets somebody in once they have set it up, and they may not take it away again', async () => {
    const { token } = await loggedIn('gina', 'operator');
    await demand('everybody');
    const { visitor } = (await arrivalAt(token, NOW))!;
    const { key } = newTotpKey('gina');
    const enabled = await enableSecondFactor(
      store.db,
      box,
      { ...visitor, id: visitor.id! },
      { key, code: codeAt(key, NOW) },
      NOW,
    );
    expect(enabled).toHaveLength(10);
    expect(await visitorOf(store.db, token, null, NOW)).toMatchObject({ name: 'gina' });
    expect(await isSecondFactorRequired(store.db, visitor)).toBe(true);
    await demand('administrators');
    expect(await isSecondFactorRequired(store.db, visitor)).toBe(false);
  });

  test('follows the role that somebody has now', async () => {
    const { id, token } = await loggedIn('hugo', 'viewer');
    await demand('administrators');
    expect(await visitorOf(store.db, token, null, NOW)).not.toBeNull();
    await setRole(store.db, ADMINISTRATOR, id, 'administrator');
    expect(await visitorOf(store.db, token, null, NOW)).toBeNull();
  });

  test('is not asked of somebody whom an identity provider lets in', async () => {
    const { id, token } = await loggedIn('ines', 'viewer');
    await store.db.account.update({
      where: { id },
      data: { passwordHash: null, issuer: 'https://id.example' },
    });
    await demand('everybody');
    expect(await visitorOf(store.db, token, null, NOW)).not.toBeNull();
  });

  test('is required by somebody who has one, and that is written down', async () => {
    const { token } = await loggedIn('jana', 'administrator');
    const { visitor } = (await arrivalAt(token, NOW))!;
    expect(await demand('everybody', visitor)).toMatch(/set up your own first/);
    expect((await secondFactorRule(store.db)).requiredOf).toBe('nobody');
    const { visitor: kay } = await withSecondFactor('kay');
    expect(await demand('everybody', kay)).toBeNull();
    const written = await store.db.auditEntry.findFirst({ where: { actor: 'kay' }, orderBy: { id: 'desc' } });
    expect(written).toMatchObject({ action: 'second-factor-rule.changed' });
    expect(written?.details).toEqual({ from: 'nobody', to: 'everybody' });
  });
});
