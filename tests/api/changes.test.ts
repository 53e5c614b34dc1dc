import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShareLink } from '@/lib/store/share-links';
import { type ApiRoom, askApi, openApiRoom, problemIn } from './open-api-room';

let room: ApiRoom;
let token: string;
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token('admin', null, 'terraform');
});
afterAll(() => room.close());

const ask = (method: string, place: string, body?: unknown) => askApi(room, token, place, { method, body });
async function made(place: string, body: unknown): Promise<number> {
  const answer = await ask('POST', place, body);
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return (JSON.parse(text) as { id: number }).id;
}
const lastAudit = () => room.store.db.auditEntry.findFirst({ orderBy: { id: 'desc' } });
const by = { actor: 'token terraform' };

const SETTINGS = {
  ...{ rate: 'bounce', groupBy: 'provider', threshold: 0.05, windowsMinutes: [60], minimumRecipients: 10 },
  ...{ forMinutes: 0, keepFiringMinutes: 5 },
};
const RULE = { kind: 'rate-above', name: 'Refused', severity: 'warning', settings: SETTINGS };

test('a rule is made, changed, paused and taken away, and each is written down', async () => {
  const id = await made('/alert-rules', RULE);
  expect(await lastAudit()).toMatchObject({ ...by, action: 'alert-rule.created', subject: 'Refused' });
  const { kind: _, ...head } = RULE;
  const changed = { ...head, name: 'Refused more', settings: { ...SETTINGS, threshold: 0.1 } };
  expect((await ask('PUT', `/alert-rules/${id}`, changed)).status).toBe(200);
  expect(await room.store.db.alertRule.findUnique({ where: { id } })).toMatchObject({
    ...{ name: 'Refused more', kind: 'rate-above', settings: { ...SETTINGS, threshold: 0.1 } },
  });
  const paused = await (await ask('POST', `/alert-rules/${id}/pause`)).json();
  expect(paused).toMatchObject({ id, enabled: false });
  expect((await ask('DELETE', `/alert-rules/${id}`)).status).toBe(200);
  expect(await lastAudit()).toMatchObject({ ...by, action: 'alert-rule.deleted' });
  expect((await problemIn(await ask('GET', `/alert-rules/${id}`))).status).toBe(404);
});

test.each([
  [{ ...RULE, kind: 'horoscope' }, 'kind'],
  [{ ...RULE, name: ' ' }, 'name'],
  [{ ...RULE, settings: { ...SETTINGS, threshold: 2 } }, 'settings.threshold'],
  [{ ...RULE, settings: {} }, 'settings.rate'],
  [{ ...RULE, name: 'Taken' }, 'another rule is called'],
])('a rule such as %j is refused by the field', async (body, word) => {
  await ask('POST', '/alert-rules', { ...RULE, name: 'Taken' });
  const before = await room.store.db.alertRule.count();
  const refused = await problemIn(await ask('POST', '/alert-rules', body));
  expect(refused).toMatchObject({ status: 422, type: 'urn:bounceboard:fields' });
  expect(refused.detail).toContain(word);
  expect(await room.store.db.alertRule.count()).toBe(before);
});

test('a preview keeps nothing, and says where the past is not known', async () => {
  const before = await room.store.db.alertRule.count();
  const of = async (kind: string, settings: unknown) =>
    (await (await ask('POST', '/alert-rules/preview', { kind, settings })).json()) as { preview: unknown };
  expect(await of('rate-above', SETTINGS)).toMatchObject({
    preview: { firings: [], limit: { of: 'share', value: 0.05 } },
  });
  const backlog = { minimumMinutes: 30, forMinutes: 0, keepFiringMinutes: 5 };
  expect(await of('backlog', backlog)).toEqual({ preview: null });
  expect(await room.store.db.alertRule.count()).toBe(before);
});

const SECRET = 'tk_0123456789abcdef0123456789abc';
const HERE = { server: 'https://push.example', topic: 'mail' };

test('no answer holds a secret of a channel, and it goes nowhere else without being given anew', async () => {
  const channel = { kind: 'ntfy', name: 'On call', settings: { ...HERE, token: SECRET } };
  const id = await made('/channels', channel);
  const at = `/channels/${id}`;
  const stored = () => room.store.db.channel.findUniqueOrThrow({ where: { id } });
  const { settings } = await stored();
  expect(JSON.stringify(settings)).toContain('sealed');
  const answers = [
    await ask('GET', at),
    await ask('PUT', at, { name: 'Pager', settings: HERE }),
    await ask('POST', `${at}/pause`),
    await ask('GET', '/channels'),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toMatch(/tk_0123|sealed/);
  }
  expect((await stored()).settings).toMatchObject({ token: { sealed: expect.any(String) } });
  expect(await (await ask('GET', at)).json()).toMatchObject({ name: 'Pager', secrets: ['token'] });
  const elsewhere = { name: 'Pager', settings: { ...HERE, server: 'https://thief.example' } };
  const refused = await problemIn(await ask('PUT', at, elsewhere));
  expect([refused.status, refused.detail]).toEqual([422, 'token: it goes elsewhere now: give it anew']);
  expect((await stored()).settings).toMatchObject(HERE);
  const given = { ...elsewhere, settings: { ...elsewhere.settings, token: SECRET } };
  expect((await ask('PUT', at, given)).status).toBe(200);
});

test('a route of another channel is not found at this one', async () => {
  const one = await made('/channels', { kind: 'ntfy', name: 'One', settings: HERE });
  const other = await made('/channels', { kind: 'ntfy', name: 'Other', settings: HERE });
  const route = { severities: ['critical'], matchers: [], repeatMinutes: 60, quietHours: null };
  const id = await made(`/channels/${one}/routes`, route);
  for (const [method, body] of [
    ['PUT', route],
    ['DELETE', undefined],
  ] as const)
    expect((await problemIn(await ask(method, `/channels/${other}/routes/${id}`, body))).status).toBe(404);
  const quiet = { from: '22:00', until: '22:00', timeZone: 'UTC' };
  const refused = await problemIn(
    await ask('POST', `/channels/${one}/routes`, { ...route, quietHours: quiet }),
  );
  expect(refused.detail).toContain('quietHours.until');
  const { data } = (await (await ask('GET', `/channels/${one}/routes`)).json()) as { data: unknown[] };
  expect(data).toContainEqual({ id, ...route });
});

test('files of the server are named by nobody who sees some workspaces alone', async () => {
  const ofOne = await room.token('admin', 1);
  const file = { name: 'passwords', kind: 'file', settings: { paths: ['/etc/passwd'] } };
  const as = (bearer: string) => askApi(room, bearer, '/sources', { method: 'POST', body: file });
  expect(await problemIn(await as(ofOne))).toMatchObject({ status: 403, type: 'urn:bounceboard:files' });
  expect(await room.store.db.source.count({ where: { name: 'passwords' } })).toBe(0);
  const { id } = (await (await as(token)).json()) as { id: number };
  const body = { timeZone: 'UTC', settings: { paths: ['/etc/shadow'] } };
  const changed = await askApi(room, ofOne, `/sources/${id}/setup`, { method: 'PUT', body });
  expect(await problemIn(changed)).toMatchObject({ status: 403, type: 'urn:bounceboard:files' });
  expect((await ask('PUT', `/sources/${id}/setup`, body)).status).toBe(200);
  expect(await (await ask('GET', `/sources/${id}/setup`)).json()).toMatchObject({ settings: body.settings });
});

test('a secret link is told once, opens its page in the workspaces of whoever made it, and is revoked', async () => {
  const ofOne = await room.token('admin', 1);
  const wanted = { name: 'For them', href: '/providers?range=7d&secret=x', days: 1 };
  const answer = await askApi(room, ofOne, '/share-links', { method: 'POST', body: wanted });
  const { id, address } = (await answer.json()) as { id: number; address: string };
  const secret = address.replace('https://mail.example/shared/', '');
  const opened = () => openShareLink(room.store.db, secret, new Date());
  expect(await opened()).toMatchObject({ href: '/providers?range=7d', workspaces: [1] });
  expect(await (await ask('GET', '/share-links')).text()).not.toContain(secret);
  expect((await ask('DELETE', `/share-links/${id}`)).status).toBe(200);
  expect(await opened()).toBeNull();
  const events = await problemIn(await ask('POST', '/share-links', { ...wanted, href: '/events' }));
  expect([events.status, events.detail]).toEqual([422, 'href: this page cannot be shared']);
});

test('a token that is revoked by another is refused from then on', async () => {
  const other = await room.token('read', null, 'leaked');
  const { id } = await room.store.db.apiToken.findFirstOrThrow({ where: { name: 'leaked' } });
  expect((await askApi(room, other, '/tally')).status).toBe(200);
  expect((await ask('DELETE', `/tokens/${id}`)).status).toBe(200);
  expect((await askApi(room, other, '/tally')).status).toBe(401);
  expect(await lastAudit()).toMatchObject({ ...by, action: 'token.revoked', subject: 'leaked' });
});
