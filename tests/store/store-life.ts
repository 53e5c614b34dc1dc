import { expect } from 'vitest';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { classifierWith } from '@/lib/classify/own-rules';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { readUpload } from '@/lib/ingest/read-upload';
import { readFilters } from '@/lib/queries/filter';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { nobody } from '@/lib/store/audit';
import { erasePerson } from '@/lib/store/erase-person';
import { receive } from '@/lib/store/inbox';
import { createOwnRule, rulesInForce } from '@/lib/store/own-rules';
import { prune } from '@/lib/store/prune';
import { Reclassifier } from '@/lib/store/reclassify';
import { refreshFaults } from '@/lib/store/refresh-faults';
import { removeSource } from '@/lib/store/source-changes';
import { ensureSource } from '@/lib/store/sources';
import { beginUpload, receivePart } from '@/lib/store/uploads';
import { verifyCounts } from '@/lib/store/verify-counts';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import type { MailRoom } from '../ingest/mail-room';
import type { Asked } from '../queries/range-questions';

const BY = nobody('test');
const DAY_MS = 86_400_000;
/** Two days of mail that end here. */
export const NOW = new Date('2026-11-20T10:00:00Z');

/** Deliveries, deferrals and bounces of one sender, an hour apart. */
function mailLog(name: string, from: Date, messages: number): string {
  const fates = [
    'dsn=2.0.0, status=sent (250 2.0.0 OK)',
    'dsn=4.7.28, status=deferred (host mx.example.org[192.0.2.1] said: 421 4.7.28 unusual rate)',
    'dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)',
    'dsn=5.7.26, status=bounced (host gmail-smtp-in.l.google.com[192.0.2.2] said: 550-5.7.26 unauthenticated gsmtp)',
    'dsn=4.0.0, status=deferred (host mx.example.org[192.0.2.1] said: 451 the moon is in the wrong house)',
  ];
  const line = (i: number) => {
    const at = new Date(from.getTime() + i * 1_800_000).toISOString().replace('Z', '000+00:00');
    const relay = i % 5 === 3 ? 'gmail-smtp-in.l.google.com[192.0.2.2]:25' : 'mx.example.org[192.0.2.1]:25';
    return [
      `${at} mx1 postfix/cleanup[2]: ${name}${i}x: message-id=<${name}.${i}@news.example.com>`,
      `${at} mx1 postfix/qmgr[3]: ${name}${i}x: from=<a@news.example.com>, size=9, nrcpt=1 (queue active)`,
      `${at} mx1 postfix/smtp[4]: ${name}${i}x: to=<${name}${i}@example.org>, relay=${relay}, delay=2, delays=0/0/1/1, ${fates[i % 5]}`,
      '',
    ].join('\n');
  };
  return Array.from({ length: messages }, (_, i) => line(i)).join('');
}

/** By mail, of the bounce of message 2 of `mailLog`, and of one that no log tells of. */
const reportOf = (name: string, i: number): string => `Return-Path: <>
Date: ${new Date(NOW.getTime() - DAY_MS).toUTCString()}
From: MAILER-DAEMON@mx1.shop.example
To: a@news.example.com
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.shop.example
Arrival-Date: ${new Date(NOW.getTime() - DAY_MS).toUTCString()}

Final-Recipient: rfc822; ${name}${i}@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b1
Content-Type: text/rfc822-headers

Message-ID: <${name}.${i}@news.example.com>

--b1--
`;

/** What a store goes through: records come in all ways, are judged anew, weighed, verified, corrected, forgotten. */
export async function liveThrough(room: MailRoom): Promise<void> {
  const { db, recorder, source } = room;
  const from = new Date(NOW.getTime() - 2 * DAY_MS);
  await room.importFile(await room.write('first.log', mailLog('a', from, 96)));
  await push(room, 'mail', reportOf('a', 2));
  await push(room, 'mail', reportOf('z', 1));
  expect(await db.event.count()).toBe(97);

  const { id: uploads } = await ensureSource(db, {
    name: 'uploads',
    kind: 'import',
    format: 'auto',
    paths: [],
    timeZone: 'UTC',
  });
  const content = Buffer.from(mailLog('b', from, 4));
  const file = { name: 'b.log', format: 'auto', sizeBytes: content.length, modifiedAt: NOW };
  const upload = await beginUpload(db, BY, { sourceId: uploads, ...file });
  await receivePart(db, upload, 0, new Uint8Array(content));
  await readUpload({ db, recorder, owner: 'worker', now: () => NOW, dataDir: room.at('data') }, upload);

  // As if it were followed, and silent for half an hour.
  await db.source.update({ where: { id: source.id }, data: { kind: 'file' } });
  await ensureDefaultRules(db);
  await evaluateAlerts(db, NOW);
  await weighSuppressions(db, NOW);
  await judgeAnew(room);
  expect(await differences(room, false)).toBe(0);
  await db.rollup.updateMany({ where: { sourceId: source.id, bucketMinutes: 60 }, data: { events: 7n } });
  await db.answerRollup.updateMany({ where: { bucketMinutes: 5 }, data: { events: { increment: 1n } } });
  expect(await differences(room, true)).toBeGreaterThan(0);
  expect(await differences(room, false)).toBe(0);

  await erasePerson(db, BY, 'a5@example.org');
  expect(await differences(room, false)).toBe(0);
  expect(await removeSource(db, BY, source.id)).toBe(false);
}

/** At the end: nothing is left of it. */
export async function forgetAll({ db }: MailRoom): Promise<void> {
  const days = { events: 1, 'counts-5-minutes': 1, 'counts-hour': 1, 'counts-day': 1 };
  await db.eventDay.updateMany({ data: { lastWrittenAt: new Date(0) } });
  await prune(db, new Date(NOW.getTime() + 30 * DAY_MS), { ...DEFAULT_KEPT_DAYS, ...days });
  expect([await db.event.count(), await db.rollup.count()]).toEqual([0, 0]);
}

async function push({ db, recorder, source }: MailRoom, format: string, text: string): Promise<void> {
  const content = new Uint8Array(Buffer.from(text));
  const batchId = await receive(db, { sourceId: source.id, format, content, idempotencyKey: null });
  await ingestBatch(
    { db, recorder, owner: 'worker', now: () => NOW, retryMs: 1 },
    { sourceId: source.id, batchId },
  );
}

async function judgeAnew({ db, directUrl }: MailRoom): Promise<void> {
  const draft = OwnRuleForm.parse({
    ...{ name: 'Users', pattern: 'user unknown', codes: '', provider: '' },
    ...{ category: 'policy', action: 'fix', bounceType: '', note: '' },
  });
  const id = await createOwnRule(db, BY, draft);
  const reclassifier = await Reclassifier.open(directUrl, classifierWith((await rulesInForce(db)).rules));
  expect(await reclassifier.run(id)).toBe('done');
  await reclassifier.close();
  await refreshFaults(db);
  await weighSuppressions(db, NOW);
}

async function differences({ databaseUrl }: MailRoom, repair: boolean): Promise<number> {
  let sum = 0;
  for await (const day of verifyCounts(databaseUrl, { isAsked: () => true, repair })) sum += day.differences;
  return sum;
}

/** What there is to ask about in it. */
export const askedOf = ({ db, source }: MailRoom): Asked => ({
  db,
  scope: { ...everything(readTimeRange({ range: '30d' }, NOW)), filters: readFilters('') },
  ...{ provider: 'gmail', code: '5.7.26', sendingDomain: 'news.example.com', destination: 'example.org' },
  sourceId: source.id,
  rules: ['gmail/5.7.26'],
});
