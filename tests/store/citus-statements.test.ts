import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alertContributors } from '@/lib/queries/alert-contributors';
import { alertRecipients } from '@/lib/queries/alert-recipients';
import { alertSightings } from '@/lib/queries/alert-sightings';
import { alertSources } from '@/lib/queries/alert-sources';
import { dataExtent } from '@/lib/queries/data-extent';
import { eventDetail } from '@/lib/queries/event-detail';
import { anyEvent } from '@/lib/queries/event-search';
import { eventTail } from '@/lib/queries/event-tail';
import { eventTotals } from '@/lib/queries/event-totals';
import { incidentSample } from '@/lib/queries/incident-sample';
import { incidentSenders } from '@/lib/queries/incident-senders';
import { keptSince } from '@/lib/queries/kept-since';
import { messageAttempts } from '@/lib/queries/message-attempts';
import { newestFailures } from '@/lib/queries/newest-failures';
import { ownRuleList } from '@/lib/queries/own-rule-list';
import { pastRefusals } from '@/lib/queries/past-refusals';
import { pastSources } from '@/lib/queries/past-sources';
import { sampleStanding } from '@/lib/queries/sample-standing';
import { sourcePulse } from '@/lib/queries/source-pulse';
import { suppressionAudit } from '@/lib/queries/suppression-audit';
import { unclassifiedClusters } from '@/lib/queries/unclassified-clusters';
import { DISTRIBUTED } from '@/lib/store/distribute';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { OF_COUNTS, OF_EVENTS } from '../queries/range-questions';
import { OF_PAGES } from './asked-by-pages';
import { type Catalogue, catalogueOf } from './catalogue';
import { refusedBy } from './citus-rules';
import { askedOf, forgetAll, liveThrough, NOW } from './store-life';

const NAMED = new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|USING)(?: ONLY)? (?:${DISTRIBUTED.join('|')})\\b`);

/** Every statement about what is distributed, by who asked it. */
const sent = new Map<string, string>();
let asking = '';
let room: MailRoom;
let client: pg.Client;
let catalogue: Catalogue;

const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
beforeAll(async () => {
  room = await openMailRoom();
  client = new pg.Client({ connectionString: room.directUrl });
  await client.connect();
  catalogue = await catalogueOf(client);
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text?: string }];
    const text = typeof first === 'string' ? first : first?.text;
    if (text && NAMED.test(text) && !sent.has(text)) sent.set(text, asking);
    return query.apply(this, given);
  } as typeof pg.Client.prototype.query;
  await live();
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
});
afterAll(async () => {
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  await client.end();
  await room.close();
});

async function live(): Promise<void> {
  asking = 'the life of a store';
  await liveThrough(room);
  const asked = askedOf(room);
  const { db } = room;
  const from = new Date(NOW.getTime() - 86_400_000);
  const event = await db.event.findFirstOrThrow({
    where: { diagnostic: { not: null }, recipientHash: { not: null } },
  });
  const key = { ...event, originId: String(event.originId), position: String(event.position) };
  const cause = { category: 'policy' };
  const questions: Record<string, () => Promise<unknown>> = {
    ...Object.fromEntries(
      Object.entries({ ...OF_COUNTS, ...OF_EVENTS }).map(([name, ask]) => [name, () => ask(asked)]),
    ),
    'alert-contributors': () => alertContributors(db, NOW, { of: 'bounced', windowMinutes: 60 }),
    'alert-recipients': () =>
      alertRecipients(db, NOW, { of: 'bounced', group: 'overall', windowMinutes: 60, values: [''] }),
    'alert-sightings': () => alertSightings(db, NOW, 30),
    'alert-sources': () => alertSources(db, NOW),
    'data-extent': () => dataExtent(db),
    'event-detail': async () => messageAttempts(db, (await eventDetail(db, key))!),
    'event-tail': () => eventTail(db, anyEvent(asked.scope), '1:1:'),
    'event-totals': () => eventTotals(db, null, null),
    'incident-sample': () => incidentSample(db, { cause, from, to: NOW }),
    'incident-senders': () => incidentSenders(db, { cause, from, to: NOW }),
    'kept-since': () => keptSince(db),
    'own-rule-list': () => ownRuleList(db),
    'past-refusals': () => pastRefusals(db, from, NOW),
    'past-sources': () => pastSources(db, from, NOW),
    'sample-standing': () => sampleStanding(db),
    'source-pulse': () => sourcePulse(db, NOW),
    'suppression-audit': () => suppressionAudit(db, [event.recipientHash!]),
    'newest-failures': () => newestFailures(db, [event.labelSetId], 10),
    'unclassified-clusters': () => unclassifiedClusters(db),
  };
  for (const [name, ask] of Object.entries(questions)) {
    asking = name.replace(/,.*/, '');
    await ask();
  }
  asking = 'retention';
  await forgetAll(room);
}

/** Pieces of SQL in the source that name what is distributed, as far as they stand on two lines. */
function written(): { file: string; piece: string }[] {
  const lib = path.join(import.meta.dirname, '../../lib');
  const files = fs
    .readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    fs
      .readFileSync(path.join(lib, file), 'utf8')
      .split('\n')
      .map((line, i, lines) => ({ line, both: `${line} ${lines[i + 1]}` }))
      .filter(({ line }) => NAMED.test(line) && !/^\s*(?:\*|\/[/*])/.test(line))
      .map(({ line, both }) => ({
        file,
        piece: spaced(both.slice(NAMED.exec(line)!.index).split(/\$\{|`|'/)[0]!),
      })),
  );
}
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('every statement about events and counts has been asked', () => {
  const all = [...sent.keys()].map(spaced);
  const unasked = written().filter(({ piece }) => !all.some((statement) => statement.includes(piece)));
  expect(unasked).toEqual([]);
  expect(written().length).toBeGreaterThan(50);
});

/** Who asked what is refused, and why. */
async function refusals(): Promise<{ by: string; faults: string[] }[]> {
  const all: { by: string; faults: string[] }[] = [];
  for (const [statement, by] of sent) {
    if (!/^\s*(?:select|with|insert|update|delete)\b/i.test(statement)) continue;
    const faults = await refusedBy(client, catalogue, statement);
    if (faults.length > 0) all.push({ by, faults });
  }
  return all;
}

test('events and counts are joined by their source, and nothing but pages asks what Citus refuses', async () => {
  const refused = await refusals();
  expect(refused.filter(({ by }) => !OF_PAGES.has(by))).toEqual([]);
  expect(refused.filter(({ faults }) => faults.some((fault) => !OF_LOOKS.test(fault)))).toEqual([]);
}, 60_000);

/** Of a question that is asked for each row: which pages may ask, and nobody else. */
const OF_LOOKS = /asked for each row/;
