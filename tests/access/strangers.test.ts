import type { Browser, BrowserContext, ConsoleMessage, Dialog, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OPERATIONS } from '@/app/_api/operations';
import { BASE } from '@/app/_api/route-base';
import { CHARTS } from '@/app/_panels/charts';
import { writeRecipient } from '@/app/_panels/suppression-words';
import { TABLES } from '@/app/_panels/tables';
import { htmlBody } from '@/lib/channels/mail-body';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { PAYLOADS } from '@/lib/jobs';
import { createChannel } from '@/lib/notify/channel-changes';
import { eventId } from '@/lib/queries/event-row';
import { secretBox } from '@/lib/secret-box';
import { AnnotationDraft, createAnnotation } from '@/lib/store/annotations';
import { createOwnRule } from '@/lib/store/own-rules';
import { saveView } from '@/lib/store/saved-views';
import { createShareLink } from '@/lib/store/share-links';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { ADMINISTRATOR, OPERATOR } from '../auth/people';
import { openBrowser } from '../browser/browser';
import { queued, queueId } from '../ingest/postfix-lines';
import { dumpOf, tablesWith } from '../store/dump';
import { HOSTILE, HOSTILE_NAME, hostileWords, lookAround, type Seen } from './markup';
import { HANDLERS, PAGES } from './routes';
import { openStrangersRoom, type StrangersRoom } from './strangers-room';

/** Local parts and secrets that stand nowhere else. The dot keeps them from being words of a page. */
const PERSON = 'zq.canary.person';
const SECRETS = ['a1b2c3d4e5f60718293a4b5c6d7e8f90', 'zq-canary-source', 'zq-canary-sign-on'];

let room: StrangersRoom;
let browser: Browser;
let context: BrowserContext;
let shared: string;

/** One bounce as Postfix tells it, in which the remote server repeats whom it does not know. */
const bounced = (
  n: number,
  to: string,
  words = `<${to}>: unknown, see bounce+${to.replace('@', '=')}@shop.example`,
) =>
  `Jan  5 10:00:0${n % 10} relay1 postfix/smtp[1]: ${queueId(n)}: to=<${to}>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 ${words} (in reply to RCPT TO command))\n`;

const report = (to: string, words: string) =>
  [
    'From: MAILER-DAEMON@mx.example',
    `Subject: ${HOSTILE[1]}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    `Diagnostic-Code: smtp; 550 5.1.1 ${words}`,
    '',
    '--b--',
    '',
  ].join('\r\n');

/** A record of KumoMTA, in which every field is free: the text stands in all of them. */
const everywhere = (text: string, n: number, recipient: string) =>
  `${JSON.stringify({
    ...{ type: 'Bounce', timestamp: 1_767_600_000 + n, created: 1_767_600_000, id: `${text}${n}`, recipient },
    ...{
      sender: `${text}@${text}.example`,
      queue: `${text}:${text}@${text}`,
      egress_pool: text,
      egress_source: text,
    },
    ...{ site: text, peer_address: { name: text, addr: text }, meta: { campaign: text, tenant: text } },
    headers: { 'Message-ID': `<${text}@x.example>`, Subject: text },
    response: { code: 550, enhanced_code: { class: 5, subject: 7, detail: 1 }, content: `5.7.1 ${text}` },
    ...{ num_attempts: 1, bounce_classification: text, nodeid: text },
  })}\n`;

/** By every way in: a person, in the words of the server that does not know them; and markup. */
async function plant(): Promise<void> {
  const log = await room.source('log', 'push');
  const mail = await room.source('mail', 'push');
  const hook = await room.source('hook', 'webhook', { service: 'postmark' });
  await room.source('signed', 'webhook', { service: 'mailgun', key: SECRETS[1] });
  const kumo = await room.source('kumo', 'push');
  const journal = await room.source('journal', 'push');
  const to = `${PERSON}@example.org`;
  const said = (words: string) => `${words} <${to}> unknown`;

  await room.followed(
    queued(3) + bounced(3, `${PERSON}@example.com`) + bounced(4, 'm@example.net', hostileWords('file')),
  );
  const lines = queued(1) + bounced(1, to) + queued(2) + bounced(2, `"${PERSON} x"@example.org`);
  const strange = `Jan  5 10:00:09 relay1 postfix/smtp[1]: ?? ${to} ??\n${HOSTILE.join('\n')}\n`;
  expect(await room.post('ingest/log', log, lines + strange)).toBe(202);
  expect(await room.post('ingest/mail?format=mail', mail, report(`${PERSON}@example.net`, said('')))).toBe(
    202,
  );
  const event = { RecordType: 'Bounce', Type: 'HardBounce', BouncedAt: '2026-01-05T10:00:00Z' };
  for (const [ID, words] of [to, hostileWords('webhook')].entries()) {
    const one = {
      ...event,
      ID,
      Email: ID ? 'm@example.net' : to,
      Tag: words,
      Description: words,
      Details: words,
    };
    expect(await room.post('webhooks/hook', hook, JSON.stringify(one))).toBe(200);
  }
  expect(await room.post('ingest/log', 'bb_wrong', to)).toBe(401);
  const records = HOSTILE.map(
    (text, n) => everywhere(text, n, `u${n}@example.org`) + everywhere(text, n + 50, `${text}@example.org`),
  );
  expect(await room.post('ingest/kumo?format=kumomta', kumo, records.join(''))).toBe(202);
  const entry = (n: number, who: string, words: string) =>
    `${JSON.stringify({
      ...{ __REALTIME_TIMESTAMP: '1767600000000000', _HOSTNAME: 'relay1', SYSLOG_IDENTIFIER: 'postfix/smtp' },
      ...{
        SYSLOG_PID: '1',
        MESSAGE: bounced(n, who, words)
          .trim()
          .replace(/^.*?\]: /, ''),
      },
    })}\n`;
  expect(
    await room.post(
      'ingest/journal',
      journal,
      entry(5, to, said('')) + entry(6, 'm@example.net', hostileWords('journal')),
    ),
  ).toBe(202);

  for (const send of [room.mail, room.maildir]) {
    await send(report(to, said('')));
    await send(report('m@example.net', hostileWords('mail')));
  }
  for (const transport of ['tcp', 'udp'] as const) {
    await room.syslog(transport, `<22>${bounced(7, to).trim()}`);
    await room.syslog(transport, `<22>${bounced(8, 'm@example.net', hostileWords(transport)).trim()}`);
  }
  const name = `${HOSTILE[1]}.log`;
  await room.upload(name, Buffer.from(bounced(9, to) + bounced(10, 'm@example.net', hostileWords('upload'))));
}

/** What people may call things, and what other servers answer. */
async function nameThings(): Promise<void> {
  const { db } = room.store;
  const box = secretBox([room.key]);
  const name = HOSTILE_NAME;
  const [at, link] = [new Date('2026-01-05T10:00:00Z'), `https://192.0.2.66/${encodeURI(HOSTILE[1])}`];
  await createChannel(db, ADMINISTRATOR, box, {
    ...{ name: 'pager', kind: 'pagerduty', settings: { routingKey: SECRETS[0]! } },
  });
  const channelId = await createChannel(db, ADMINISTRATOR, box, {
    ...{ name, kind: 'pagerduty', settings: { routingKey: SECRETS[0]! } },
  });
  await createAnnotation(
    db,
    OPERATOR,
    AnnotationDraft.parse({ text: HOSTILE[1] + HOSTILE[8], startsAt: at, link }),
  );
  await saveView(db, OPERATOR, { name, href: `/providers?range=10y`, accountId: null }, null);
  const expiresAt = new Date(Date.now() + 86_400_000);
  const sharing = { name, href: '/?range=10y', expiresAt, workspaces: null };
  shared = (await createShareLink(db, OPERATOR, sharing)).token;
  await createOwnRule(
    db,
    OPERATOR,
    OwnRuleForm.parse({
      ...{
        name,
        pattern: 'onerror',
        codes: '',
        provider: '',
        category: 'policy',
        action: 'fix',
        bounceType: '',
      },
      note: HOSTILE[1],
    }),
  );
  const rule = { kind: 'spike', name, severity: 'critical', settings: {} };
  await db.alertRule.create({ data: { ...rule, enabled: false } });
  const incident = await db.incident.create({
    data: {
      ...{
        cause: `provider=${HOSTILE[1]}`,
        severity: 'critical',
        title: HOSTILE[1] + HOSTILE[8],
        openedAt: at,
        lastAt: at,
      },
      ...{ acknowledgedAt: at, acknowledgedBy: name, note: HOSTILE[1], mutedBy: name },
    },
  });
  const told = { channelId, incidentId: incident.id, reason: 'firing', dueAt: at, sentAt: at };
  await db.notification.createMany({
    data: [
      { ...told, about: 'one', state: 'sent', answer: HOSTILE[1] + HOSTILE[9] },
      { ...told, about: 'two', state: 'failed', fault: HOSTILE[1] + HOSTILE[9] },
    ],
  });
  await db.workspace.create({ data: { name } });
  const matchers = [{ name: 'provider', operator: 'is', value: HOSTILE[1] }];
  await db.silence.create({
    data: { matchers, startsAt: at, endsAt: expiresAt, createdBy: name, note: HOSTILE[1] },
  });
  // Whoever uploads may name its source as they like.
  await db.source.update({ where: { name: 'kumo' }, data: { name } });
  await db.source.update({ where: { name: 'journal' }, data: { fault: HOSTILE[1] + HOSTILE[9] } });
  const { id: sourceId } = await db.source.findUniqueOrThrow({ where: { name: 'journal' } });
  await db.sourceGap.create({
    data: { sourceId, originId: 1, position: 1, reason: HOSTILE[1] + HOSTILE[8] },
  });
  await db.session.updateMany({ data: { userAgent: HOSTILE[1] + HOSTILE[9] } });
}

beforeAll(async () => {
  room = await openStrangersRoom({ signOnSecret: SECRETS[2]! });
  await plant();
  const given = { logs: 2, log: 2, mail: 1, hook: 2, journal: 2, smtp: 2, maildir: 2, syslog: 4, uploads: 2 };
  for (const [source, events] of Object.entries(given)) await room.untilEvents(source, events);
  const { db } = room.store;
  const isDone = async () => {
    const left = await db.ingestBatch.count({ where: { state: { not: 'done' } } });
    expect(left, room.workerLog().slice(-2000)).toBe(0);
  };
  await vi.waitFor(isDone, { timeout: 60_000, interval: 100 });
  // As the worker does twice a minute.
  await weighSuppressions(db, new Date());
  await nameThings();
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await room?.close();
});

const RANGE = '?range=10y';
/** Of the source that says everything in every field; the list of events has them all. */
const EVENTS_LOOKED_AT = 5;

/** Everything that an answer says. One that does not end in time fails the test by its name. */
async function all(url: string, headers: Record<string, string> = {}): Promise<string> {
  const signal = AbortSignal.timeout(60_000);
  const response = await fetch(url, { headers, redirect: 'manual', signal });
  return `${[...response.headers].map((one) => one.join(': ')).join('\n')}\n\n${await response.text()}`;
}

const found = (text: string): string[] =>
  [PERSON, ...SECRETS, ...room.tokens, room.key.toString('base64')].filter((canary) => text.includes(canary));

/** Pages take any query; an operation refuses what it does not know, and would say nothing then. */
const takesRange = (place: string): boolean => {
  const asked = OPERATIONS.find(
    ({ method, path }) => method === 'GET' && `${BASE}${path.replace(/\{\w+\}/g, '1')}` === place,
  );
  return asked === undefined || (asked.query !== null && 'range' in asked.query.shape);
};

/** Of whoever exports it, and that is written down: the one place that says an address. */
const EXPORT = '/api/v1/suppressions/export';

/** One of each way in that says something strange, and some of those that say it in every field. */
async function someEvents(): Promise<string[]> {
  const all = await room.store.db.event.findMany({ orderBy: { position: 'asc' } });
  const { id: kumo } = await room.store.db.source.findUniqueOrThrow({ where: { name: HOSTILE_NAME } });
  const said = all.filter(({ sourceId, diagnostic }) => sourceId !== kumo && diagnostic?.includes('__pwned'));
  const inEvery = all.filter(({ sourceId }) => sourceId === kumo).slice(0, EVENTS_LOOKED_AT);
  return [...said, ...inEvery].map(({ sourceId, at, originId, position }) =>
    eventId({ sourceId, at, originId: `${originId}`, position: `${position}` }),
  );
}

/** Paths of the table of routes with a 1 where the name of something stands, which goes by another name. */
const NOT_THERE = new Set([
  '/alerts/rules/new/1',
  '/codes/1',
  '/events/1',
  '/settings/channels/new/1',
  '/shared/1',
]);
NOT_THERE.add('/suppressions/1').add('/api/charts/1').add('/api/tables/1').add('/providers/1');

/** Every page and every route that is asked by GET, of things that there are. */
async function places(): Promise<string[]> {
  const { db } = room.store;
  const { recipientHash } = await db.event.findFirstOrThrow({ where: { recipient: 'z***@example.org' } });
  const sources = await db.source.findMany({
    where: { name: { in: [HOSTILE_NAME, 'journal', 'log', 'uploads'] } },
  });
  const ofRoutes = [...PAGES, ...HANDLERS.filter(({ method }) => method === 'GET')].map(({ path }) => path);
  const named = [
    ...['/codes/5.1.1', '/codes/5.7.1', '/settings/channels/2', `/shared/${shared}`, '/providers/gmail'],
    ...['/settings/channels/new/email', '/alerts/rules/new/spike'],
    `/suppressions/${writeRecipient({ workspaceId: 1, recipientHash: recipientHash! })}`,
    ...sources.flatMap(({ id }) => [`/sources/${id}`, `/sources/${id}/edit`]),
    ...Object.keys(CHARTS).map((chart) => `/api/charts/${chart}`),
    ...Object.keys(TABLES).map((table) => `/api/tables/${table}`),
    ...(await someEvents()).map((id) => `/events/${id}`),
  ];
  return [...new Set([...ofRoutes.filter((path) => !NOT_THERE.has(path)), ...named])];
}

test('no page and no route says to anybody what was planted, nor hands markup on as such', async () => {
  const sayMasked: string[] = [];
  const sayMarkup: string[] = [];
  const { dashboard, cookie } = room;
  for (const place of await places()) {
    const range = takesRange(place) ? RANGE : '';
    const said = await all(`${dashboard.url}${place}${range}`, { cookie }).catch((error: unknown) => {
      throw new Error(`${place} did not answer`, { cause: error });
    });
    if (place === EXPORT) expect(found(said), 'the control: it is found where it stands').toEqual([PERSON]);
    else expect(found(said), place).toEqual([]);
    if (said.includes('z***@example.org')) sayMasked.push(place);
    if (said.includes('__pwned')) sayMarkup.push(place);
    const [head = ''] = said.split('\n\n');
    expect(head, place).not.toMatch(/^x-injected/im);
    if (/^content-type: text\/html/m.test(head)) expect(said, place).not.toContain('<img src=x onerror');
    else if (said.includes('<img src=x')) expect(head, place).toMatch(/^x-content-type-options: nosniff$/m);
  }
  // They do speak of the person, and of what was written: the search would have found something.
  expect(sayMasked).toEqual(expect.arrayContaining(['/events', '/api/v1/events']));
  expect(sayMarkup).toEqual(
    expect.arrayContaining(['/events', '/api/v1/events', '/sources', '/settings/audit']),
  );
}, 240_000);

test('neither metrics nor the board of the queues, with its jobs, nor the logs say it', async () => {
  const jobs = Object.keys(PAYLOADS).map(
    (queue) => `?activeQueue=${queue}&status=latest&page=1&jobsPerPage=100`,
  );
  for (const place of ['/metrics', '/health', ...jobs.map((one) => `/queues/api/queues${one}`)])
    expect(found(await all(`http://127.0.0.1:${room.adminPort}${place}`)), place).toEqual([]);
  expect(found(room.dashboard.log())).toEqual([]);
  expect(found(room.workerLog())).toEqual([]);
  expect(room.workerLog().includes('worker started')).toBe(true);
});

test('a dump of the store says it where records are kept as they came, and nowhere else', async () => {
  const dump = await dumpOf(room.store.databaseUrl);
  expect(tablesWith(dump, PERSON)).toEqual(['ingest_batch']);
  for (const secret of [...SECRETS, ...room.tokens, room.key.toString('base64')])
    expect(tablesWith(dump, secret)).toEqual([]);
  // What was sealed is there, and opens with the key alone.
  expect(await room.store.db.keptAddress.count()).toBeGreaterThan(0);
});

interface Visited extends Seen {
  /** What the console, uncaught errors and dialogs said. */
  complaints: string[];
}

/** Opens a page, and looks around once React has taken it over. */
async function visit(page: Page, url: string): Promise<Visited> {
  const complaints: string[] = [];
  const listen = {
    dialog: (dialog: Dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    },
    pageerror: (error: Error) => void complaints.push(error.message),
    console: (message: ConsoleMessage) =>
      void (message.type() === 'error' && complaints.push(message.text())),
  };
  page.on('dialog', listen.dialog).on('pageerror', listen.pageerror).on('console', listen.console);
  await page.goto(url, { waitUntil: 'load' });
  const isTakenOver = () =>
    Object.keys(document.querySelector('main, #root > *') ?? {}).some((key) => key.startsWith('__react'));
  if (url.startsWith('http')) await page.waitForFunction(isTakenOver, undefined, { timeout: 30_000 });
  const seen = await page.evaluate(lookAround);
  page.off('dialog', listen.dialog).off('pageerror', listen.pageerror).off('console', listen.console);
  return { ...seen, complaints };
}

test('in a browser nothing of it runs, becomes an element, or hides', async () => {
  const [name = '', value = ''] = room.cookie.split('=');
  await context.addCookies([{ name, value, url: room.dashboard.url }]);
  const pages = (await places())
    .filter((place) => !/^\/(api|push)\//.test(place))
    .map((place) => `${place}${RANGE}`);
  const left = pages.map((place) => `${room.dashboard.url}${place}`);
  left.push(`http://127.0.0.1:${room.adminPort}/queues/queue/ingest?status=completed`);
  const faults: string[] = [];
  const texts = new Map<string, string>();
  const walk = async () => {
    const page = await context.newPage();
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const { pwned, strange, complaints, text } = await visit(page, url);
      const ours = url.startsWith(room.dashboard.url);
      const wrong = [
        ...(pwned === null ? [] : [`ran: ${pwned}`]),
        ...(ours ? [...strange, ...complaints] : []),
      ];
      faults.push(...wrong.map((one) => `${new URL(url).pathname}: ${one}`));
      texts.set(new URL(url).pathname, text);
    }
    await page.close();
  };
  await Promise.all([walk(), walk()]);
  expect(faults).toEqual([]);
  // It is there to be read, as it was written.
  const events = [...texts].filter(([place]) => place.startsWith('/events/')).map(([, text]) => text);
  for (const way of ['file', 'webhook', 'journal', 'mail', 'tcp', 'udp', 'upload'])
    expect(
      events.some((text) => text.includes(hostileWords(way).replace('\u202E', '⟨U+202E⟩'))),
      way,
    ).toBe(true);
  expect(texts.get('/sources')).toContain('<img src=x onerror=');
}, 240_000);

test('a notice by mail neither, however its reader shows it', async () => {
  const text = HOSTILE.join('\n');
  const notice = htmlBody({
    ...{
      id: 'id',
      incidentKey: 'key',
      reason: 'firing',
      severity: 'critical',
      title: text,
      diagnostic: text,
    },
    ...{ at: '2026-01-05T10:00:00Z', since: '2026-01-05T10:00:00Z', facts: [{ label: text, value: text }] },
    ...{
      advice: text,
      url: `https://bounces.example.com/alerts/incidents/1?x="><img src=x onerror="window.__pwned='yes'">`,
    },
  });
  const page = await context.newPage();
  await page.setContent(notice, { waitUntil: 'load' });
  expect(await page.evaluate(lookAround)).toMatchObject({ pwned: null, strange: [] });
  await page.close();
});

test('the control: where nothing is escaped, what is looked for is found', async () => {
  const page = await context.newPage();
  const strangeOf = async (html: string) => {
    await page.goto('about:blank');
    await page.setContent(`<p title="t">${html}</p>`, { waitUntil: 'load' });
    const ran = () =>
      page.waitForFunction(() => (window as { __pwned?: string }).__pwned, undefined, { timeout: 20_000 });
    if (/onerror|onload|<script>w/.test(html)) await ran();
    const { pwned, strange } = await page.evaluate(lookAround);
    return { pwned, strange: strange.length > 0 };
  };
  for (const html of [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[4]])
    expect(await strangeOf(html), html).toEqual({ pwned: 'yes', strange: true });
  for (const html of [HOSTILE[8], HOSTILE[9], `<a href="${HOSTILE[6]}">x</a>`])
    expect(await strangeOf(html), html).toEqual({ pwned: null, strange: true });
  await page.close();
});
