import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretBox } from '@/lib/secret-box';
import { changeSource, createSource, openSettings, SourceRefused } from '@/lib/store/source-settings';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
const box = secretBox([randomBytes(32)]);
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const create = (name: string, kind: string, settings: unknown, change: object = {}) =>
  createSource(store.db, box, { name, kind, settings, format: 'auto', timeZone: 'UTC', ...change });
const mailgun = { service: 'mailgun', key: 'the signing key' };

const fieldsOf = async (made: Promise<unknown>): Promise<string[]> => {
  const refused = await made.then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(SourceRefused);
  return (refused as SourceRefused).issues.map(({ field }) => field);
};

test('secrets are sealed in the store and opened where they are read', async () => {
  const source = await create('mailgun', 'webhook', mailgun);
  expect(JSON.stringify(source.settings)).not.toContain('signing');
  expect(source.settings).toMatchObject({ service: 'mailgun', key: { sealed: expect.any(String) } });
  expect(openSettings(source, box)).toMatchObject(mailgun);
});

test('a secret that is not given again stays what it was', async () => {
  const { id } = await create('mandrill', 'webhook', {
    service: 'mandrill',
    key: 'old',
    publicUrl: 'https://old.example/hook',
  });
  const settings = async () => openSettings(await store.db.source.findUniqueOrThrow({ where: { id } }), box);
  const change = (given: Record<string, unknown>) =>
    changeSource(store.db, OPERATOR, box, id, { timeZone: 'UTC', settings: given });
  await change({ publicUrl: 'https://new.example/hook' });
  expect(await settings()).toMatchObject({ key: 'old', publicUrl: 'https://new.example/hook' });
  await change({ ...(await settings()), key: 'new' });
  expect(await settings()).toMatchObject({ key: 'new' });
});

test('a password is asked for anew when its server changes, and what changed is written down', async () => {
  const given = { host: 'imap.example.org', user: 'bounces' };
  const { id } = await create('mailbox', 'imap', { ...given, password: 'the password' });
  const source = () => store.db.source.findUniqueOrThrow({ where: { id } });
  const change = (settings: Record<string, unknown>, timeZone = 'UTC') =>
    changeSource(store.db, OPERATOR, box, id, { timeZone, settings });
  for (const elsewhere of [{ host: 'imap.attacker.example' }, { port: 143 }, { security: 'none' }]) {
    expect(await fieldsOf(change({ ...given, ...elsewhere }))).toEqual(['password']);
    expect(await fieldsOf(change({ ...given, ...elsewhere, password: '' }))).toEqual(['password']);
  }
  expect(openSettings(await source(), box)).toMatchObject({ ...given, security: 'tls', port: 993 });
  expect(await store.db.auditEntry.count({ where: { action: 'source.changed', subject: 'mailbox' } })).toBe(
    0,
  );

  await change({ ...given, folder: 'Bounces' }, 'Europe/Berlin');
  expect(openSettings(await source(), box)).toMatchObject({ folder: 'Bounces', password: 'the password' });
  expect((await source()).timeZone).toBe('Europe/Berlin');
  await change({ ...given, host: 'imap.example.net', password: 'another' }, 'Europe/Berlin');
  expect(openSettings(await source(), box)).toMatchObject({ host: 'imap.example.net', password: 'another' });
  const noted = await store.db.auditEntry.findMany({
    where: { action: 'source.changed', subject: 'mailbox' },
    orderBy: { id: 'asc' },
  });
  expect(noted.map(({ details }) => (details as { changed: string[] }).changed.sort())).toEqual([
    ['folder', 'timeZone'],
    ['folder', 'host', 'password'],
  ]);
  expect(JSON.stringify(noted.map(({ details }) => details))).not.toContain('another');
});

test('the files that are followed are those of the form', async () => {
  const { id } = await create('files', 'file', { paths: ['/var/log/mail.log'] });
  await changeSource(store.db, OPERATOR, box, id, {
    timeZone: 'UTC',
    settings: { paths: ['/srv/log/mail.log'] },
  });
  const { paths } = await store.db.source.findUniqueOrThrow({ where: { id } });
  expect(paths).toEqual(['/srv/log/mail.log']);
});

test('what is no source is refused, field by field', async () => {
  expect(await fieldsOf(create('x', 'telegraph', {}))).toEqual(['kind']);
  expect(await fieldsOf(create('x', 'push', {}, { format: 'morse', timeZone: 'Mars' }))).toEqual([
    'format',
    'timeZone',
  ]);
  expect(await fieldsOf(create('x', 'webhook', { service: 'mailgun' }))).toEqual(['key']);
  expect(await fieldsOf(create('x', 'webhook', { service: 'ses', topicArn: 'bounces' }))).toEqual([
    'topicArn',
  ]);
  expect(await fieldsOf(create('x', 'webhook', { service: 'ses' }))).toEqual(['topicArn']);
  expect(await fieldsOf(create('x', 'webhook', { service: 'mandrill', key: 'k' }))).toEqual(['publicUrl']);
});

test('a name that stands in an address is fit for one, and is taken once', async () => {
  for (const name of ['', 'Relay 1', 'a/b', '../a', '.well-known', 'ä', 'a'.repeat(65)])
    expect(await fieldsOf(create(name, 'push', {}))).toEqual(expect.arrayContaining(['name']));
  await create('relay-1.example', 'push', {});
  expect(await fieldsOf(create('relay-1.example', 'push', {}))).toEqual(['name']);
});
