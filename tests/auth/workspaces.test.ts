import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_RULES } from '@/lib/alerts/default-rules';
import { evaluateEveryWorkspace } from '@/lib/alerts/every-workspace';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { accountList, createAccount, setMembership, setRole } from '@/lib/auth/accounts';
import { inviteLink, redeemLink } from '@/lib/auth/links';
import { lookedAt, lookingAt, type Visitor } from '@/lib/auth/person';
import { visitorOf } from '@/lib/auth/sessions';
import {
  createWorkspace,
  moveSource,
  renameWorkspace,
  workspaceList,
  workspacesOf,
} from '@/lib/auth/workspaces';
import { limitedTo } from '@/lib/store/limited-db';
import { createShareLink } from '@/lib/store/share-links';
import { cookieOf, makeAccount, PASSWORD } from '../access/people';
import { openTestStore, type TestStore } from '../store/test-store';
import { ADMINISTRATOR } from './people';

let store: TestStore;
let administrator: number;
let before: number;
let second: number;

const idOf = (made: { made: number } | { fault: string }): number => {
  if ('fault' in made) throw new Error(made.fault);
  return made.made;
};
const membershipOf = async (id: number) =>
  (await accountList(store.db)).find((account) => account.id === id)?.workspaces;

beforeAll(async () => {
  store = await openTestStore();
  await ensureDefaultRules(store.db);
  administrator = await makeAccount(store.db, 'ada', 'administrator');
  before = await makeAccount(store.db, 'olga', 'operator');
  const expiresAt = new Date(Date.now() + 86_400_000);
  await createShareLink(store.db, ADMINISTRATOR, { name: 'early', href: '/', expiresAt, workspaces: null });
  second = idOf(await createWorkspace(store.db, ADMINISTRATOR, ' Newsletters '));
}, 60_000);
afterAll(() => store?.close());

test('with the second workspace, whoever does not administer stays where everything was', async () => {
  expect(await membershipOf(before)).toEqual([1]);
  expect(await membershipOf(administrator)).toBeNull();
  expect((await workspaceList(store.db)).map(({ name, members }) => [name, members])).toEqual([
    ['Default', 1],
    ['Newsletters', 0],
  ]);
  const entry = await store.db.auditEntry.findFirst({ where: { action: 'workspace.created' } });
  expect(entry).toMatchObject({ subject: 'Newsletters', details: { id: second, limited: 1 } });
});

test('whoever administered everything, and no more does, sees what they are put into', async () => {
  const id = await makeAccount(store.db, 'mona', 'administrator');
  expect(await membershipOf(id)).toBeNull();
  expect(await setRole(store.db, ADMINISTRATOR, id, 'operator')).toBeNull();
  expect(await membershipOf(id)).toEqual([]);
  const entry = await store.db.auditEntry.findFirst({ where: { action: 'account.role-changed' } });
  expect(entry?.details).toEqual({ from: 'administrator', to: 'operator', workspaces: [] });
  // What somebody was put into by hand is theirs in any role.
  expect(await setMembership(store.db, ADMINISTRATOR, id, [second])).toBeNull();
  for (const role of ['viewer', 'administrator', 'operator'] as const)
    expect(await setRole(store.db, ADMINISTRATOR, id, role)).toBeNull();
  expect(await membershipOf(id)).toEqual([second]);
});

test('it begins with the usual rules, as the first did', async () => {
  for (const db of [limitedTo(store.db, [1]), limitedTo(store.db, [second])])
    expect(await db.alertRule.count()).toBe(DEFAULT_RULES.length);
});

test('names are told apart', async () => {
  expect(await createWorkspace(store.db, ADMINISTRATOR, 'Newsletters')).toHaveProperty('fault');
  expect(await createWorkspace(store.db, ADMINISTRATOR, '  ')).toHaveProperty('fault');
  expect(await renameWorkspace(store.db, ADMINISTRATOR, second, 'Default')).toContain('called so');
  expect(await renameWorkspace(store.db, ADMINISTRATOR, second, 'Letters')).toBeNull();
  expect((await workspaceList(store.db))[1]?.name).toBe('Letters');
});

test('nobody who is made now sees a workspace that they were not put into', async () => {
  const viewer = await makeAccount(store.db, 'vera', 'viewer');
  expect(await membershipOf(viewer)).toEqual([]);
  const placed = await createAccount(store.db, ADMINISTRATOR, {
    ...{ name: 'victor', role: 'viewer', password: PASSWORD, workspaces: [second] },
  });
  expect(await membershipOf(idOf(placed))).toEqual([second]);
});

test('who is invited into a workspace sees it alone', async () => {
  const wanted = { name: 'ivan', role: 'operator' as const, workspaceId: second };
  const link = await inviteLink(store.db, ADMINISTRATOR, wanted, new Date());
  if ('fault' in link) throw new Error(link.fault);
  const token = link.made.split('#')[1]!;
  const browser = { address: '192.0.2.3', userAgent: null };
  const redeemed = await redeemLink(store.db, { token, name: '', password: PASSWORD }, browser, new Date());
  if (!('session' in redeemed)) throw new Error(JSON.stringify(redeemed));
  const visitor = await visitorOf(store.db, redeemed.session, null, new Date());
  expect(visitor).toMatchObject({ name: 'ivan', workspaces: [second], inSight: [second] });
  expect((await workspacesOf(store.db, visitor!)).map(({ id }) => id)).toEqual([second]);
});

test('a membership holds in sessions that are open, and somebody is left in charge of everything', async () => {
  const token = (await cookieOf(store.db, before)).split('=')[1]!;
  expect(await setMembership(store.db, ADMINISTRATOR, before, [1, second])).toBeNull();
  expect((await visitorOf(store.db, token, null, new Date()))?.workspaces).toEqual([1, second]);
  expect(await setMembership(store.db, ADMINISTRATOR, before, [])).toBeNull();
  expect((await visitorOf(store.db, token, null, new Date()))?.workspaces).toEqual([]);
  expect(await setMembership(store.db, ADMINISTRATOR, administrator, [1])).toContain('nobody else');
  // Of two administrators, one who sees a workspace alone is not in charge of the others.
  expect(await setRole(store.db, ADMINISTRATOR, before, 'administrator')).toBeNull();
  expect(await setMembership(store.db, ADMINISTRATOR, administrator, [1])).toContain('nobody else');
});

test('a choice only ever takes away', () => {
  const visitor = (workspaces: number[] | null): Visitor => ({
    ...{ id: 1, name: 'x', role: 'viewer', address: null, sessionId: 1, workspaces, inSight: workspaces },
  });
  expect(lookingAt(visitor([1, 2]), 2).inSight).toEqual([2]);
  expect(lookingAt(visitor([1, 2]), 3).inSight).toEqual([1, 2]);
  expect(lookingAt(visitor([]), 1).inSight).toEqual([]);
  expect(lookingAt(visitor(null), 3).inSight).toEqual([3]);
  expect(lookingAt(visitor(null), null).inSight).toBeNull();
  expect([lookedAt(lookingAt(visitor([1, 2]), 2)), lookedAt(visitor([1])), lookedAt(visitor(null))]).toEqual([
    2,
    null,
    null,
  ]);
});

test('a source is moved with all that it has brought', async () => {
  const source = await store.db.source.create({ data: { name: 'mover', kind: 'push', timeZone: 'UTC' } });
  const gap = { sourceId: source.id, originId: 1n, position: 0n, reason: 'test' };
  await store.db.sourceGap.create({ data: gap });
  const [ours, theirs] = [limitedTo(store.db, [1]), limitedTo(store.db, [second])];
  expect([await ours.sourceGap.count(), await theirs.sourceGap.count()]).toEqual([1, 0]);
  expect(await moveSource(store.db, ADMINISTRATOR, { sourceId: source.id, workspaceId: second })).toBeNull();
  expect([await ours.sourceGap.count(), await theirs.sourceGap.count()]).toEqual([0, 1]);
  expect(await moveSource(store.db, ADMINISTRATOR, { sourceId: source.id, workspaceId: 99 })).toContain(
    'gone',
  );
});

test('rules count the sources of their own workspace, and what they open and tell stays there', async () => {
  const now = new Date('2026-05-04T12:00:00Z');
  const at = new Date('2026-05-04T11:55:00Z');
  const theirs = limitedTo(store.db, [second]);
  const source = await theirs.source.create({
    data: { name: 'their-relay', kind: 'push', timeZone: 'UTC', watermarkAt: now, receivedAt: now },
  });
  const channel = await theirs.channel.create({ data: { name: 'theirs', kind: 'webhook', settings: {} } });
  await theirs.notificationRoute.create({
    data: { channelId: channel.id, severities: ['critical', 'warning'] },
  });
  const everybody = await store.db.channel.create({ data: { name: 'ours', kind: 'webhook', settings: {} } });
  await store.db.notificationRoute.create({
    data: { channelId: everybody.id, severities: ['critical', 'warning'] },
  });
  const labels = { enforcement: false, sendingDomain: 'their.example', provider: 'gmail' };
  const fates = [
    { ...labels, outcome: 'delivered', rule: 'delivered' },
    {
      ...labels,
      outcome: 'bounced',
      rule: 'x',
      bounceType: 'hard',
      category: 'invalid-address',
      statusCode: '5.1.1',
    },
  ];
  for (const [n, data] of fates.entries()) {
    const fingerprint = `00000000-0000-4000-8000-00000000000${n}`;
    const { id: labelSetId } = await store.db.labelSet.create({ data: { ...data, fingerprint } });
    await store.db.sourceLabelSet.create({ data: { sourceId: source.id, labelSetId } });
    for (const bucketMinutes of [5, 60, 1440])
      await store.db.rollup.create({
        data: { sourceId: source.id, bucketMinutes, bucketAt: at, labelSetId, events: 500n },
      });
  }
  const rule = { kind: 'rate-above', severity: 'critical', name: 'half of it', enabled: true };
  const settings = {
    ...{
      rate: 'hard-bounce',
      groupBy: 'overall',
      threshold: 0.1,
      windowsMinutes: [60],
      minimumRecipients: 1,
    },
    ...{ forMinutes: 0, keepFiringMinutes: 0 },
  };
  await store.db.alertRule.updateMany({ data: { enabled: false } });
  for (const workspaceId of [1, second])
    await store.db.alertRule.create({ data: { ...rule, settings, workspaceId } });
  await evaluateEveryWorkspace(store.db, now);
  const incidents = await store.db.incident.findMany({ include: { notifications: true } });
  expect(incidents.map(({ workspaceId }) => workspaceId)).toEqual([second]);
  expect(incidents.flatMap(({ notifications }) => notifications.map(({ channelId }) => channelId))).toEqual([
    channel.id,
  ]);
  const states = await store.db.alertState.findMany({ where: { state: 'firing' }, include: { rule: true } });
  expect(states.map(({ rule: { workspaceId } }) => workspaceId)).toEqual([second]);
});

test('a secret link from before shows what it showed, and one from now what its maker sees', async () => {
  const expiresAt = new Date(Date.now() + 86_400_000);
  await createShareLink(store.db, ADMINISTRATOR, { name: 'late', href: '/', expiresAt, workspaces: null });
  idOf(await createWorkspace(store.db, ADMINISTRATOR, 'Third'));
  const links = await store.db.shareLink.findMany({ orderBy: { id: 'asc' } });
  expect(links.map(({ name, showsAll, workspaces }) => [name, showsAll, workspaces])).toEqual([
    ['early', false, [1]],
    ['late', true, []],
  ]);
});
