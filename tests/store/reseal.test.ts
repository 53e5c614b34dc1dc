import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChannel } from '@/lib/notify/channel-changes';
import { openSettings } from '@/lib/notify/channel-settings';
import { Sealed, secretBox } from '@/lib/secret-box';
import { resealSecrets, SEALED_PLACES } from '@/lib/store/reseal';
import { createSource } from '@/lib/store/source-settings';
import { ADMINISTRATOR } from '../auth/people';
import { bounceboard } from '../bin/bounceboard';
import { dumpOf, tablesWith } from './dump';
import { openTestStore, type TestStore } from './test-store';

const [key, newer, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const [old, rotated] = [secretBox([key]), secretBox([newer, key])];
const nameOf = (box: typeof old): string => box.seal('').sealed.split('.')[0] ?? '';
const ADDRESSES = 2_500;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  await createChannel(db, ADMINISTRATOR, old, {
    ...{ name: 'pager', kind: 'pagerduty', settings: { routingKey: 'a1b2c3d4e5f60718293a4b5c6d7e8f90' } },
  });
  const given = { name: 'hook', kind: 'webhook', format: 'auto', timeZone: 'UTC' };
  const { id: sourceId } = await createSource(db, old, {
    ...given,
    settings: { service: 'mailgun', key: 'a signing key' },
  });
  await db.account.create({
    data: { name: 'ada', role: 'administrator', createdBy: 'test', totpKey: { ...old.seal('TOTP') } },
  });
  // More than a page of them.
  await db.keptAddress.createMany({
    data: Array.from({ length: ADDRESSES }, (_, n) => ({
      ...{ sourceId, recipientHash: BigInt(n), sealed: old.seal(`user${n}@example.org`).sealed },
    })),
  });
  const at = new Date('2026-03-01T10:00:00Z');
  await db.recipientFault.create({
    data: {
      ...{ sourceId, originId: 1n, position: 1n, at, recipientHash: 1n, kind: 'dead', labelSetId: 1 },
      ...{ recipient: 'u***@example.org', address: old.seal('user1@example.org').sealed },
    },
  });
  const suppressed = { recipient: 'u***@example.org', domain: 'example.org', state: 'suppressed' };
  await db.suppression.createMany({
    data: [
      { ...suppressed, recipientHash: 1n, address: old.seal('user1@example.org').sealed },
      { ...suppressed, recipientHash: 2n, address: null },
    ],
  });
});
afterAll(() => store.close());

test('everything is sealed anew, and opens without the old key', async () => {
  const { db, databaseUrl } = store;
  const places = SEALED_PLACES.map(({ table }) => table).sort();
  expect(tablesWith(await dumpOf(databaseUrl), nameOf(old))).toEqual(places);

  const done = await resealSecrets(db, ADMINISTRATOR, rotated);
  expect(done.map(({ table, rows, left }) => [table, rows, left])).toEqual(
    SEALED_PLACES.map(({ table }) => [table, table === 'kept_address' ? ADDRESSES : 1, 0]),
  );
  const after = await dumpOf(databaseUrl);
  expect(tablesWith(after, nameOf(old))).toEqual([]);
  expect(tablesWith(after, nameOf(rotated))).toEqual(places);

  const alone = secretBox([newer]);
  const channel = await db.channel.findFirstOrThrow();
  expect(openSettings(channel, alone)).toMatchObject({ routingKey: 'a1b2c3d4e5f60718293a4b5c6d7e8f90' });
  const { totpKey } = await db.account.findFirstOrThrow();
  expect(alone.open(Sealed.parse(totpKey))).toBe('TOTP');
  for (const { recipientHash, sealed } of await db.keptAddress.findMany())
    expect(alone.open({ sealed })).toBe(`user${recipientHash}@example.org`);
  const last = await db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(last).toMatchObject({ action: 'secrets.resealed', actor: ADMINISTRATOR.name });
  expect(last.details).toMatchObject({ 'suppression address': 1, 'kept_address sealed': ADDRESSES });
});

test('again, there is nothing to do', async () => {
  const done = await resealSecrets(store.db, ADMINISTRATOR, rotated);
  expect(done.every(({ rows, left }) => rows === 0 && left === 0)).toBe(true);
});

test('the command line seals under the first key, and says what none of them opens', async () => {
  const { db, databaseUrl } = store;
  const run = (...keys: Buffer[]) =>
    bounceboard(['reseal'], {
      DATABASE_URL: databaseUrl,
      BOUNCEBOARD_SECRET_KEY: keys.map((one) => one.toString('base64')).join(),
    }).ended;
  const { sealed } = secretBox([foreign]).seal('user1@example.org');
  await db.suppression.updateMany({ where: { recipientHash: 1n }, data: { address: sealed } });
  const partly = await run(key, newer);
  expect(partly).toMatchObject({ code: 1, err: '' });
  expect(partly.out).toContain(`sealed anew in kept_address.sealed: ${ADDRESSES}\n`);
  expect(partly.out).toContain(
    'left in suppression.address: 1; none of the keys that are given opens them\n',
  );
  expect((await db.suppression.findFirstOrThrow({ where: { recipientHash: 1n } })).address).toBe(sealed);
  const whole = await run(key, foreign);
  expect(whole).toMatchObject({ code: 0, err: '' });
  expect(whole.out).toContain('sealed anew in suppression.address: 1\n');
}, 60_000);
