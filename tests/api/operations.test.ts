import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '@/app/_api/operation';
import { OPERATIONS } from '@/app/_api/operations';
import { writeRecipient } from '@/app/_panels/suppression-words';
import { everything } from '@/lib/queries/scope';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { readTimeRange } from '@/lib/queries/time-range';
import { totalTally } from '@/lib/queries/total-tally';
import { send } from '../alerts/traffic';
import { fillWorkspace, snapshotOf } from '../store/tenant-rows';
import { type ApiRoom, askApi, openApiRoom, problemIn } from './open-api-room';

const WORD = 'alpine';
const OTHER = 'baltic';
const NOW = Date.now();
const HOUR_MS = 3_600_000;
const SILENCED = [{ name: 'provider', operator: 'is', value: 'gmail' }];
const RULE = {
  ...{ rate: 'bounce', groupBy: 'provider', threshold: 0.05, windowsMinutes: [60], minimumRecipients: 10 },
  ...{ forMinutes: 0, keepFiringMinutes: 5 },
};
const OWN_RULE = { name: 'Moon', pattern: 'full moon', category: 'policy', action: 'investigate' };
const WEBHOOK = { url: 'https://pager.example/in', secret: `whsec_${'MDEy'.repeat(8)}` };
const ROUTE = { severities: ['critical'], matchers: SILENCED, repeatMinutes: null, quietHours: null };
/** With fixed ends, so that the clock does not move what is compared. */
const ENDS = { from: new Date(NOW - 6 * HOUR_MS).toISOString(), to: new Date(NOW).toISOString() };
const SAME = new URLSearchParams(ENDS).toString();

let room: ApiRoom;
let admin: string;
/** Of the first workspace alone. */
let ofOne: string;
let eventId: string;
let batchId: string;
let upload: { sourceId: number; uploadId: number };

beforeAll(async () => {
  room = await openApiRoom();
  const { db } = room.store;
  await fillWorkspace(db, 1, WORD);
  const other = await db.workspace.create({ data: { name: 'Other' } });
  await fillWorkspace(db, other.id, OTHER);
  const from = new Date(NOW - 2 * HOUR_MS);
  const gmail = { provider: 'gmail', sendingDomain: 'news.example.com' };
  const refused = { ...gmail, replyCode: 550, statusCode: '5.7.26', rule: 'gmail/5.7.26', enforcement: true };
  const { db: store } = room.store;
  await send(store, { from, minutes: 60, events: 60, outcome: 'delivered', labels: gmail });
  await send(store, { from, minutes: 60, events: 30, outcome: 'bounced', labels: refused });
  await send(store, { from, minutes: 60, events: 5, outcome: 'deferred', labels: { provider: 'yahoo' } });
  admin = await room.token('admin');
  ofOne = await room.token('admin', 1);
  await makeFive();
  batchId = String((await db.ingestBatch.findFirstOrThrow({ where: { sourceId: 1 } })).id);
  const announced = { name: 'exim.log', sizeBytes: 5, modifiedAt: NOW, source: 'brought' };
  const begun = await askApi(room, admin, '/uploads', { method: 'POST', body: announced });
  upload = (await begun.json()) as typeof upload;
  const sealed = room.api.sealAddress('ana@example.com');
  await db.suppression.updateMany({ data: { address: sealed } });
  // Said once, so that it can be said again.
  await db.notification.update({ where: { id: 1 }, data: { state: 'sent', notice: { id: 'one' } } });
  const events = await askApi(room, admin, '/events?limit=1');
  eventId = ((await events.json()) as { data: { id: string }[] }).data[0]!.id;
}, 60_000);
afterAll(() => room.close());

/** More than a page of what has pages, of one time, so that ties have to be told apart. */
async function makeFive(): Promise<void> {
  const make = async (place: string, body: unknown) =>
    expect((await askApi(room, ofOne, place, { method: 'POST', body })).status).toBe(201);
  const at = new Date(NOW);
  for (const who of ['a', 'b', 'c', 'd', 'e']) {
    await make('/silences', { matchers: SILENCED, endsAt: new Date(NOW + HOUR_MS).toISOString() });
    await make('/annotations', { text: who, startsAt: at.toISOString() });
    await make('/suppressions', { address: `${who}@paged.example`, note: 'by hand' });
    const incident = { cause: `provider=${who}`, severity: 'info', title: who, openedAt: at, lastAt: at };
    await room.store.db.incident.create({ data: { ...incident, workspaceId: 1 } });
  }
}

/** How each operation is called where there is something to answer; fields of paths by their names. */
interface Called {
  path?: Record<string, () => string>;
  query?: string;
  body?: () => unknown;
  before?: () => Promise<unknown>;
  /** Instead of 200 or 201, where what is asked for is not to be had here. */
  status?: 404 | 409;
  /** Whether it has to be said of which workspace. */
  isOfOne?: true;
}
const CALLS: Record<string, Called> = {
  getTally: { query: 'filter=provider:gmail' },
  listProviders: {},
  getSeries: { query: 'by=provider' },
  getFailureSeries: { query: 'by=provider&range=6h' },
  listValues: { query: 'dimension=sending-domain' },
  listEvents: { query: 'limit=10' },
  getEvent: { path: { id: () => eventId } },
  listCodes: {},
  explainResponse: { body: () => ({ response: '550 5.1.1 No such user', recipient: 'ana@gmail.com' }) },
  listEnforcement: {},
  listSuppressions: {},
  getSuppression: { path: { id: () => `1-${'1'.padStart(16, '0')}` } },
  addSuppression: { isOfOne: true, body: () => ({ address: 'ana@example.com', note: 'asked for it' }) },
  reinstateSuppression: {
    path: { id: () => `1-${'1'.padStart(16, '0')}` },
    body: () => ({ note: 'a new mailbox' }),
  },
  listIncidents: {},
  getIncident: { path: { id: () => '1' } },
  acknowledgeIncident: { path: { id: () => '1' }, body: () => ({ note: 'on it' }) },
  takeBackAcknowledgement: { path: { id: () => '1' } },
  listAlertRules: {},
  getAlertRule: { path: { id: () => '1' } },
  createAlertRule: {
    body: () => ({ kind: 'rate-above', name: 'Refused', severity: 'info', settings: RULE }),
  },
  changeAlertRule: {
    path: { id: () => '1' },
    body: () => ({ name: 'Refused more', severity: 'critical', settings: RULE }),
  },
  previewAlertRule: { body: () => ({ kind: 'rate-above', settings: RULE }) },
  pauseAlertRule: { path: { id: () => '1' } },
  resumeAlertRule: { path: { id: () => '1' } },
  removeAlertRule: { path: { id: () => '1' } },
  listKinds: {},
  listChannels: {},
  getChannel: { path: { id: () => '1' } },
  createChannel: { body: () => ({ kind: 'webhook', name: 'On call', settings: WEBHOOK }) },
  changeChannel: { path: { id: () => '1' }, body: () => ({ name: 'Pager', settings: WEBHOOK }) },
  pauseChannel: { path: { id: () => '1' } },
  resumeChannel: { path: { id: () => '1' } },
  testChannel: { path: { id: () => '1' } },
  removeChannel: { path: { id: () => '1' } },
  listChannelRoutes: { path: { id: () => '1' } },
  createChannelRoute: { path: { id: () => '1' }, body: () => ROUTE },
  changeChannelRoute: { path: { id: () => '1', route: () => '1' }, body: () => ROUTE },
  removeChannelRoute: { path: { id: () => '1', route: () => '1' } },
  listNotifications: { query: 'channel=1' },
  replayNotification: { path: { id: () => '1' } },
  listSilences: {},
  createSilence: { body: () => ({ matchers: SILENCED, endsAt: new Date(NOW + HOUR_MS).toISOString() }) },
  endSilence: { path: { id: () => '1' } },
  listAnnotations: {},
  createAnnotation: { body: () => ({ text: 'MTA 4.2' }) },
  changeAnnotation: {
    path: { id: () => '1' },
    body: () => ({ text: 'MTA 4.3', startsAt: new Date(NOW).toISOString() }),
  },
  removeAnnotation: { path: { id: () => '1' } },
  tailEvents: {},
  revealRecord: { path: { id: () => eventId } },
  revealRecipient: { path: { id: () => eventId }, status: 409 },
  // Whoever is limited to a workspace is not the first who may ask.
  hashOf: { isOfOne: true, body: () => ({ value: 'ana@example.com' }) },
  exportSuppressions: { query: 'format=ses' },
  auditSuppressionList: { body: () => 'ana@example.com\nnobody@example.com\n' },
  getSoftBounceRule: {},
  changeSoftBounceRule: { body: () => ({ bounces: 4, withinDays: 30, overDays: 1 }) },
  getIncidentEvidence: { path: { id: () => '1' } },
  listUnclassified: {},
  listOwnRules: {},
  createOwnRule: { body: () => OWN_RULE },
  previewOwnRule: { body: () => OWN_RULE },
  judgeAllAnew: {},
  pauseOwnRule: { path: { id: () => '1' } },
  resumeOwnRule: { path: { id: () => '1' } },
  removeOwnRule: { path: { id: () => '1' } },
  getSourceSetup: { path: { id: () => '1' } },
  changeSource: { path: { id: () => '1' }, body: () => ({ timeZone: 'Europe/Berlin', settings: {} }) },
  moveSource: { path: { id: () => '1' }, body: () => ({ workspace: 1 }) },
  removeSource: { path: { id: () => '1' }, status: 409 },
  listSourceTokens: { path: { id: () => '1' } },
  issueSourceToken: { path: { id: () => '1' } },
  revokeSourceToken: { path: { id: () => '1', token: () => '1' } },
  listWaitingSubscriptions: { path: { id: () => '1' } },
  confirmSubscriptions: { path: { id: () => '1' }, status: 409 },
  getSourceArrivals: { path: { id: () => '1' } },
  listSourceFiles: { path: { id: () => '1' } },
  listSourceGaps: { path: { id: () => '1' } },
  listDeadBatches: { path: { id: () => '1' } },
  retryDeadBatch: { path: { id: () => '1', batch: () => batchId } },
  tryRecords: { body: () => ({ text: 'nothing that a server would write' }) },
  listUploads: {},
  announceUpload: { body: () => ({ name: 'mail.log', sizeBytes: 5, modifiedAt: NOW, source: 'brought' }) },
  sendUploadPart: {
    path: { source: () => String(upload.sourceId), upload: () => String(upload.uploadId) },
    query: 'position=0',
    body: () => 'lines',
  },
  retryUpload: { path: { source: () => '1', upload: () => '1' }, status: 409 },
  listViews: {},
  createView: { body: () => ({ name: 'Gmail', href: '/providers/gmail' }) },
  setFirstView: { body: () => ({ whose: 'everybody', id: 1 }) },
  renameView: { path: { id: () => '1' }, body: () => ({ name: 'Renamed' }) },
  removeView: { path: { id: () => '1' } },
  listShareLinks: {},
  createShareLink: { body: () => ({ name: 'For them', href: '/providers?range=7d' }) },
  revokeShareLink: { path: { id: () => '1' } },
  createWorkspace: { body: () => ({ name: 'Newsletters' }) },
  renameWorkspace: { path: { id: () => '2' }, body: () => ({ name: 'Other' }) },
  listTokens: {},
  revokeToken: { path: { id: () => '2' } },
  listAuditEntries: {},
  erasePerson: { body: () => ({ address: 'nobody@example.com' }) },
  // A week of mail takes long to be made up: that it comes is tested where it is.
  loadSample: {
    before: () => room.store.db.workspace.create({ data: { name: 'Sample data', isSample: true } }),
    status: 409,
  },
  removeSample: {},
  listSources: {},
  getSource: { path: { id: () => '1' } },
  createSource: { body: () => ({ name: 'relay1', kind: 'push' }) },
  pauseSource: { path: { id: () => '1' } },
  resumeSource: { path: { id: () => '1' } },
  listWorkspaces: {},
};

/** What is taken away is taken away last, and the inner of it first. */
const rank = ({ method, path }: Operation) => (method === 'DELETE' ? 100 - path.split('/').length : 0);
const IN_ORDER = [...OPERATIONS].sort((one, other) => rank(one) - rank(other));

describe.each(IN_ORDER)('$id', (row) => {
  const { id, method, path, status, answer, example, body, bodyExample } = row;
  test('answers as its row says, and nothing else', async () => {
    const called = CALLS[id];
    if (!called) throw new Error(`say in CALLS how ${id} is called`);
    const place = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(called.path?.[name]?.() ?? ''));
    const { gives } = row;
    await called.before?.();
    const given = await askApi(room, called.isOfOne ? ofOne : admin, `${place}?${called.query ?? ''}`, {
      method,
      body: called.body?.(),
    });
    const text = await given.text();
    expect(given.status, text).toBe(called.status ?? status);
    if (called.status === undefined) {
      answer.parse(gives ? text : JSON.parse(text));
      expect(given.headers.get('content-type')).toContain(gives?.type ?? 'application/json');
    }
    expect(given.headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
    expect(room.faults).toEqual([]);
  });

  test('its examples are such answers and bodies', () => {
    answer.parse(example);
    if (body) body.parse(bodyExample);
  });
});

const json = async (token: string, place: string) => (await askApi(room, token, place)).json();

test('the numbers are those of the pages', async () => {
  const scope = everything(readTimeRange(ENDS, new Date()));
  const tally = await totalTally(room.store.db, scope);
  expect(tally).toMatchObject({ delivered: 60, deferred: 5, enforcement: 30 });
  const answered = await json(admin, `/tally?${SAME}`);
  expect(answered).toMatchObject({
    tally: { ...tally, attempts: tally.delivered + tally.deferred + tally.bounced },
  });
  expect(answered).toMatchObject({
    tally: {
      rates: { bounceRate: { numerator: tally.bounced, denominator: tally.bounced + tally.delivered } },
    },
  });
  const byProvider = await talliesByProvider(room.store.db, scope);
  const { data } = (await json(admin, `/providers?${SAME}`)) as { data: unknown[] };
  expect(data).toMatchObject(byProvider.map(({ provider, tally }) => ({ provider, tally })));
});

test('buckets add up to the total, whole or by provider', async () => {
  const { tally } = (await json(admin, `/tally?${SAME}`)) as { tally: { bounced: number } };
  for (const by of ['all', 'provider']) {
    const { data } = (await json(admin, `/series?${SAME}&by=${by}`)) as {
      data: { buckets: { tally: { bounced: number } }[] }[];
    };
    const sum = data.flatMap(({ buckets }) => buckets).reduce((all, { tally }) => all + tally.bounced, 0);
    expect([by, sum]).toEqual([by, tally.bounced]);
  }
});

test.each([
  `/events?limit=7&${SAME}`,
  '/incidents?limit=2',
  '/silences?limit=2',
  '/annotations?limit=2',
  '/suppressions?limit=2&domain=paged.example',
])('%s: its pages hold every row once', async (place) => {
  const ids = new Set<unknown>();
  let rows = 0;
  let next: string | null = place;
  while (next !== null) {
    const answer = await askApi(room, admin, next);
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { data: { id: unknown }[]; next: string | null };
    expect(answer.headers.get('link')).toBe(page.next && `<${page.next}>; rel="next"`);
    for (const { id } of page.data) ids.add(id);
    rows += page.data.length;
    next = page.next;
  }
  const whole = (await json(admin, place.replace(/limit=\d+/, 'limit=500'))) as { data: { id: unknown }[] };
  expect(rows).toBeGreaterThan(4);
  expect([rows, ids.size]).toEqual([whole.data.length, whole.data.length]);
});

/** What the other workspace has, by the paths that are about it. */
async function idsOfOther(): Promise<(path: string) => string> {
  const { db } = room.store;
  const { id: workspaceId } = await db.workspace.findFirstOrThrow({ where: { name: 'Other' } });
  const source = await db.source.findFirstOrThrow({ where: { name: `${OTHER}.example` } });
  const ofSource = { where: { sourceId: source.id } };
  const ofIt = { where: { workspaceId } };
  const channel = await db.channel.findFirstOrThrow(ofIt);
  const sent = { where: { channelId: channel.id } };
  const event = await db.event.findFirstOrThrow(ofSource);
  const upload = String((await db.upload.findFirstOrThrow(ofSource)).id);
  const ids: Record<string, Record<string, string>> = {
    sources: {
      id: String(source.id),
      token: String((await db.apiToken.findFirstOrThrow(ofSource)).id),
      batch: String((await db.ingestBatch.findFirstOrThrow(ofSource)).id),
    },
    uploads: { source: String(source.id), upload },
    events: { id: `${event.at.getTime()}-${event.sourceId}-${event.originId}-${event.position}` },
    suppressions: { id: writeRecipient(await db.suppression.findFirstOrThrow(ofIt)) },
    incidents: { id: String((await db.incident.findFirstOrThrow(ofIt)).id) },
    'alert-rules': { id: String((await db.alertRule.findFirstOrThrow(ofIt)).id) },
    channels: {
      id: String(channel.id),
      route: String((await db.notificationRoute.findFirstOrThrow(sent)).id),
    },
    notifications: { id: String((await db.notification.findFirstOrThrow(sent)).id) },
    silences: { id: String((await db.silence.findFirstOrThrow(ofIt)).id) },
    annotations: { id: String((await db.annotation.findFirstOrThrow(ofIt)).id) },
    views: { id: String((await db.savedView.findFirstOrThrow(ofIt)).id) },
    'share-links': { id: String((await db.shareLink.findFirstOrThrow({ where: { name: OTHER } })).id) },
    tokens: { id: String((await db.apiToken.findFirstOrThrow(ofIt)).id) },
    workspaces: { id: String(workspaceId) },
    // Of no workspace: every one of them is refused.
    'own-rules': { id: '1' },
  };
  return (path) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const id = ids[path.split('/')[1] ?? '']?.[name];
      if (id === undefined) throw new Error(`say in idsOfOther what ${name} of ${path} is`);
      return id;
    });
}

test('a token of a workspace is told of nothing else', async () => {
  const own = await room.token('admin', 1);
  const placeOf = await idsOfOther();
  for (const { path, method, query } of OPERATIONS.filter(({ method }) => method === 'GET')) {
    const fields = query && 'dimension' in query.shape ? ['sending-domain', 'source', 'stream'] : [''];
    for (const field of fields) {
      const place = `${placeOf(path)}${field && `?dimension=${field}`}`;
      const answer = await askApi(room, own, place, { method });
      if (path.includes('{')) {
        expect([403, 404], place).toContain(answer.status);
        // It is there for whoever sees every workspace.
        expect([place, (await askApi(room, admin, place)).status]).toEqual([place, 200]);
      } else expect(answer.status, place).toBeLessThan(500);
      expect(await answer.text(), place).not.toContain(OTHER);
    }
  }
  const { data } = (await json(own, '/values?dimension=sending-domain')) as { data: { value: string }[] };
  expect(data.map(({ value }) => value)).toContain(`${WORD}.example`);
});

/** These answer 409, and the same of what is over and of what never was. */
const OVER_OR_NEVER = 'endSilence reinstateSuppression replayNotification retryDeadBatch retryUpload'.split(
  ' ',
);

test('and changes nothing else', async () => {
  const own = await room.token('admin', 1);
  const placeOf = await idsOfOther();
  const other = await room.store.db.workspace.findFirstOrThrow({ where: { name: 'Other' } });
  const before = await snapshotOf(room.store.db, other.id);
  expect(JSON.stringify(before)).toContain(OTHER);
  const changes = OPERATIONS.filter(({ method, path }) => method !== 'GET' && path.includes('{'));
  expect(changes.length).toBeGreaterThan(30);
  const conflicts: string[] = [];
  for (const { id, method, path, bodyExample, isOfAll, takes } of changes) {
    const place = placeOf(path);
    const body = takes ? 'x' : (bodyExample ?? undefined);
    const { status } = await askApi(room, own, takes ? `${place}?position=0` : place, { method, body });
    if (status === 409) conflicts.push(id);
    else expect([id, status]).toEqual([id, isOfAll ? 403 : 404]);
  }
  expect(conflicts.sort()).toEqual(OVER_OR_NEVER);
  expect(await snapshotOf(room.store.db, other.id)).toEqual(before);
  // Whoever sees every workspace does change it.
  expect((await askApi(room, admin, placeOf('/annotations/{id}'), { method: 'DELETE' })).status).toBe(200);
  expect(await snapshotOf(room.store.db, other.id)).not.toEqual(before);
});

test('nobody is suppressed in a workspace that was not chosen', async () => {
  const body = { address: 'whose@example.com', note: 'asked for it' };
  const asked = (token: string) => askApi(room, token, '/suppressions', { method: 'POST', body });
  const before = await room.store.db.suppression.count();
  const refused = await asked(admin);
  expect(refused.status).toBe(409);
  expect((await problemIn(refused)).detail).toMatch(/^Choose a workspace first/);
  expect(await room.store.db.suppression.count()).toBe(before);
  const other = await room.store.db.workspace.findFirstOrThrow({ where: { name: 'Other' } });
  const made = await asked(await room.token('admin', other.id));
  expect(await made.json()).toHaveProperty('id', expect.stringMatching(new RegExp(`^${other.id}-`)));
});
