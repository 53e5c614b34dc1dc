import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '@/lib/auth/accounts';
import { issueToken } from '@/lib/auth/tokens';
import { workspaceList } from '@/lib/auth/workspaces';
import { nobody } from '@/lib/store/audit';
import { fillWorkspace, snapshotOf } from '../store/tenant-rows';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Answer, ask, type Dashboard, fromOurPage, startDashboard } from './dashboard';
import { cookieOf, makeAccount, PASSWORD } from './people';
import { actionsOfBuild, HANDLERS, PAGES } from './routes';

/** What stands in everything of the first workspace, and in nothing else. */
const CANARY = 'alpine';
const OWN = 'baltic';

let store: TestStore;
let dashboard: Dashboard;
let administrator: string;
/** An administrator of another workspace, who has all the rights that there are and may see nothing here. */
let member: string;
let other: number;

beforeAll(async () => {
  store = await openTestStore();
  other = (await store.db.workspace.create({ data: { name: 'Other' } })).id;
  // First of all, so that the ids which the addresses name are those of the first workspace.
  await fillWorkspace(store.db, 1, CANARY);
  await fillWorkspace(store.db, other, OWN);
  administrator = await cookieOf(store.db, await makeAccount(store.db, 'ada', 'administrator'));
  const account = { name: 'ben', role: 'administrator' as const, password: PASSWORD, workspaces: [other] };
  const made = await createAccount(store.db, nobody('test'), account);
  if ('fault' in made) throw new Error(made.fault);
  member = await cookieOf(store.db, made.made);
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, BOUNCEBOARD_LOG_LEVEL: 'silent' });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

/** Whatever a stranger may say of themselves: a choice of the other workspace, and headers that only we should write. */
const forged = () => ({
  cookie: `${member}; bounceboard-workspace=1; __Host-bounceboard-workspace=1`,
  'x-bounceboard-workspace': '1',
  'x-bounceboard-workspaces': '{1}',
  'x-forwarded-for': '127.0.0.1',
});
/** Where a view opens first, that is what is read. */
async function read(place: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await ask(`${dashboard.url}${place}`, { headers });
  const { location } = answer.headers;
  if (answer.status !== 307 || !location?.startsWith('/')) return answer;
  const there = await ask(`${dashboard.url}${location}`, { headers });
  return { ...there, text: `${location}\n${there.text}` };
}

const seenByAdministrator: string[] = [];
const GUARDED = PAGES.filter(({ needs }) => needs !== null);

describe.each(GUARDED)('$path', ({ path }) => {
  test('says nothing of another workspace', async () => {
    const [all, theirs] = await Promise.all([read(path, { cookie: administrator }), read(path, forged())]);
    if (all.text.includes(CANARY)) seenByAdministrator.push(path);
    expect([200, 403, 404], dashboard.log().slice(-1500)).toContain(theirs.status);
    expect(theirs.text).not.toContain(CANARY);
  });
});

test('the same pages show it to whoever sees every workspace, and show members their own', async () => {
  expect(seenByAdministrator.length, seenByAdministrator.join(' ')).toBeGreaterThan(8);
  for (const path of [
    '/sources',
    '/alerts/rules',
    '/settings/channels',
    '/settings/tokens',
    '/settings/audit',
  ])
    expect((await read(path, { cookie: member })).text, path).toContain(OWN);
});

test('who sees all may look at one workspace alone', async () => {
  const { text } = await read('/sources', { cookie: `${administrator}; bounceboard-workspace=${other}` });
  expect([text.includes(OWN), text.includes(`${CANARY}.example`)]).toEqual([true, false]);
});

test('what belongs to all is not a member’s to look after', async () => {
  for (const path of ['/settings/accounts', '/settings/workspaces'])
    expect((await read(path, { cookie: member })).status, path).toBe(403);
  expect((await workspaceList(store.db)).map(({ name }) => name)).toEqual(['Default', 'Other']);
});

test.each(HANDLERS.filter(({ needs, method }) => needs !== null && method === 'GET'))(
  'GET $path says nothing of another workspace',
  async ({ path }) => {
    const asked = [
      path,
      `${path}?dimension=sending-domain`,
      `${path}?dimension=source`,
      `${path}?source=1&id=1`,
    ];
    for (const one of asked) {
      // An export ends at once at an address that cannot be opened, as none of these rows' can.
      const text = await read(one, forged()).then(
        (answer) => answer.text,
        (error: Error) => (error.message === 'aborted' ? error.message : Promise.reject(error)),
      );
      expect(text, one).not.toContain(CANARY);
    }
  },
);

/** What any action might want to know, all of it about the first workspace. */
const FORM: Record<string, string> = {
  ...{
    id: '1',
    sourceId: '1',
    channelId: '1',
    tokenId: '1',
    uploadId: '2',
    batchId: '1',
    source: '1',
    goodFor: '1',
  },
  ...{
    enabled: 'false',
    paused: 'true',
    intent: 'save',
    name: 'taken over',
    note: 'taken over',
    workspace: '2',
  },
  ...{ kind: 'rate-above', severity: 'critical', rate: 'hard-bounce', groupBy: 'overall', threshold: '50' },
  ...{
    severities: 'critical',
    hours: '1',
    matchers: 'provider=gmail',
    days: '90',
    role: 'viewer',
    text: 'taken over',
  },
};

/** As React's client calls what takes a form, with what it said before or without. */
function call({ path, id }: { path: string; id: string }, first: string, headers: Record<string, string>) {
  const boundary = 'form-of-a-test';
  const fields = [...Object.entries(FORM).map(([key, value]) => [`_1_${key}`, value]), ['0', first]];
  const parts = fields.map(
    ([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  return ask(`${dashboard.url}${path}`, {
    method: 'POST',
    headers: {
      ...{ ...fromOurPage(dashboard.url), 'next-action': id },
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...headers,
    },
    body: `${parts.join('')}--${boundary}--\r\n`,
  });
}
/** Whether an action takes what it said before besides the form. */
function shapeOf({ file, name }: { file: string; name: string }): string {
  const source = fs.readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
  const start = source.indexOf(`export async function ${name}(`);
  return /,\s*form: FormData/.test(source.slice(start, source.indexOf('): Promise', start)))
    ? '[null,"$K1"]'
    : '["$K1"]';
}

test('no action changes anything of another workspace, or tells of it', async () => {
  const before = await snapshotOf(store.db, 1);
  expect(before.alert_rule).toContain(CANARY);
  for (const action of actionsOfBuild().filter(({ needs }) => needs !== null)) {
    const { text } = await call(action, shapeOf(action), forged());
    expect(text, action.name).not.toContain(CANARY);
  }
  expect(await snapshotOf(store.db, 1)).toEqual(before);
}, 300_000);

test('the same calls do change it for whoever sees every workspace', async () => {
  const before = await snapshotOf(store.db, 1);
  const named = ['pauseSource', 'switchRule', 'unsilence', 'deleteChannel', 'revokeTokenHere'];
  const actions = actionsOfBuild().filter(({ name }) => named.includes(name));
  for (const action of actions) await call(action, shapeOf(action), { cookie: administrator });
  const after = await snapshotOf(store.db, 1);
  const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
  expect(changed).toEqual(expect.arrayContaining(['source', 'alert_rule', 'silence', 'api_token']));
});

test('records are taken in for a source of the token’s own workspace alone', async () => {
  const wanted = { name: 'x', scopes: ['ingest' as const], sourceId: null, expiresAt: null, createdBy: 'x' };
  const { token, id } = await issueToken(store.db, wanted);
  await store.db.apiToken.update({ where: { id }, data: { workspaceId: other } });
  const push = (name: string) =>
    ask(`${dashboard.url}/api/v1/ingest/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      body: 'x\n',
    });
  expect((await push(`${CANARY}.example`)).status).toBe(403);
  expect((await push(`${OWN}.example`)).status).toBeLessThan(300);
});
