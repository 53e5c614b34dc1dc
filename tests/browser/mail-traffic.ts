import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { type Db, openDb } from '@/lib/db';
import { send } from '../alerts/traffic';
import { appDatabaseUrl } from './browser';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Empties the app's store, then fills it. */
export async function fillStore(fill: (db: Db) => Promise<void>): Promise<void> {
  const db = openDb(appDatabaseUrl(), 2);
  await db.$executeRaw`
    TRUNCATE source, file_generation, ingest_batch, recorded_batch, label_set, mx_host, event, event_day, rollup, answer_rollup, delay_rollup, unparsed_record,
      source_gap, upload, upload_part, alert_rule, alert_state, alert_transition, incident, silence, channel, setting, own_rule, reclassification, annotation, saved_view, share_link, recipient_fault, suppression, suppression_change RESTART IDENTITY CASCADE`;
  await db.workspace.deleteMany({ where: { isSample: true } });
  await fill(db);
  await db.$disconnect();
}

export const NOTHING = async (): Promise<void> => {};

/** Two hours, ended ten minutes ago: 1,000 delivered, 30 hard bounces, 20 deferrals; Gmail began to refuse
 * news.example.com an hour before the end. Returns when that was. */
export async function sendTwoHours(db: Db, now: Date): Promise<Date> {
  const end = new Date(now.getTime() - HOUR_MS / 6);
  const from = new Date(end.getTime() - 2 * HOUR_MS);
  const broke = new Date(end.getTime() - HOUR_MS);
  const gmail = { provider: 'gmail', sendingDomain: 'news.example.com', sendingIp: '192.0.2.25' };
  await send(db, { from, minutes: 120, events: 600, outcome: 'delivered', labels: gmail });
  await send(db, {
    from,
    minutes: 120,
    events: 400,
    outcome: 'delivered',
    labels: { provider: 'yahoo', sendingDomain: 'example.com' },
  });
  await send(db, {
    from: broke,
    minutes: 60,
    events: 24,
    outcome: 'bounced',
    labels: {
      ...gmail,
      replyCode: 550,
      statusCode: '5.7.26',
      category: 'authentication',
      action: 'fix',
      enforcement: true,
      rule: 'gmail/5.7.26',
    },
    // A stranger's text: markup, an escape sequence and a mark that turns the direction of writing.
    diagnostic: '550-5.7.26 <b>not authenticated</b> \u001b[31m\u202e550 5.7.26 gsmtp',
  });
  await send(db, {
    from,
    minutes: 120,
    events: 6,
    outcome: 'bounced',
    labels: {
      provider: 'yahoo',
      sendingDomain: 'example.com',
      replyCode: 550,
      statusCode: '5.1.1',
      category: 'invalid-address',
      action: 'suppress',
      rule: 'iana/5.1.1',
    },
  });
  await send(db, {
    from,
    minutes: 120,
    events: 20,
    outcome: 'deferred',
    labels: {
      provider: 'yahoo',
      sendingDomain: 'example.com',
      replyCode: 421,
      statusCode: '4.7.0',
      category: 'rate-limit',
      action: 'slow-down',
      rule: 'yahoo/tss04',
    },
  });
  await db.unparsedRecord.create({
    data: { sourceId: 1, originId: 1n, position: 1n, reason: 'no stamp', text: 'garbage' },
  });
  return broke;
}

/** Evaluates as the worker does, minute by minute until now, while the sources go on to speak. */
export const evaluateUntilNow = (db: Db, minutes: number): Promise<void> => evaluateFor(db, minutes, 0);

/** The same from so many minutes ago until so many. */
export async function evaluateFor(db: Db, fromAgo: number, untilAgo: number): Promise<void> {
  await ensureDefaultRules(db);
  for (let ago = fromAgo; ago >= untilAgo; ago--) {
    const now = new Date(Date.now() - ago * MINUTE_MS);
    await db.source.updateMany({ data: { watermarkAt: now } });
    await evaluateAlerts(db, now);
  }
}
