import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Db } from '@/lib/db';
import { recordJudged } from '@/lib/ingest/record-judged';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { secretBox } from '@/lib/secret-box';
import { AddressHash } from '@/lib/store/address-hash';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { batchOfFile } from './recorded-file';
import { openTestStore, type TestStore } from './test-store';

export const DAY_MS = 86_400_000;
export const AT = Date.parse('2026-03-01T10:00:00Z');
export const NOW = new Date('2026-04-01T10:00:00Z');

const WORDS = {
  delivered: ['delivered', '250 2.0.0 OK'],
  dead: ['bounced', '550 5.1.1 User unknown'],
  full: ['bounced', '452 4.2.2 Over quota'],
  retried: ['deferred', '452 4.2.2 Over quota'],
  policy: ['bounced', '550 5.7.26 This mail is unauthenticated'],
  complaint: ['complained', ''],
} as const;
export type What = keyof typeof WORDS;
export interface Happened {
  what: What;
  day: number;
  who?: string;
  source?: number;
  messageId?: string;
}

let position = 0;
function event({ what, day, who = 'ana', messageId }: Happened): DeliveryEvent {
  const [outcome, diagnostic] = WORDS[what];
  return deliveryEvent({
    ...{ position: position++ * 100, at: AT + day * DAY_MS, outcome, diagnostic },
    ...{ recipient: `${who}@example.net`, sender: 'news@shop.example', mxHost: 'mx.example.net' },
    messageId: messageId ?? null,
  });
}
const hash = new AddressHash('key');
export const hashOf = (who: string): bigint => hash.of(`${who}@example.net`)!.readBigInt64BE();
export const days = (what: What, ...at: number[]): Happened[] => at.map((day) => ({ what, day }));

/** A store of two sources for the tests of a file, empty before each of them, and what happens to recipients in it. */
export function openRecipients() {
  const box = secretBox([randomBytes(32)]);
  const sources: number[] = [];
  let opened: TestStore;
  let recorder: EventRecorder;

  beforeAll(async () => {
    opened = await openTestStore();
    recorder = await EventRecorder.open(
      opened.databaseUrl,
      'key',
      null,
      (address) => box.seal(address).sealed,
    );
    const kept = { kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
    for (const name of ['mx1', 'mx2']) sources.push((await ensureSource(opened.db, { ...kept, name })).id);
  });
  afterAll(async () => {
    await recorder.close();
    await opened.close();
  });
  beforeEach(empty);

  async function empty(): Promise<void> {
    await opened.db.$executeRaw`
      TRUNCATE event, rollup, own_rule, file_generation, recipient_fault, suppression, suppression_change`;
    await opened.db.setting.deleteMany({ where: { key: { startsWith: 'suppressions-' } } });
  }

  const batchOf = (happened: readonly Happened[]) =>
    batchOfFile(opened.db, {
      sourceId: sources[happened[0]?.source ?? 0]!,
      events: happened.map(event),
      referenceAt: NOW,
    });

  async function record(...happened: Happened[]): Promise<void> {
    for (const source of [0, 1]) {
      const here = happened.filter((one) => (one.source ?? 0) === source);
      if (here.length > 0) await recordJudged({ db: opened.db, recorder }, await batchOf(here));
    }
  }

  return {
    store: {
      get db(): Db {
        return opened.db;
      },
      get databaseUrl(): string {
        return opened.databaseUrl;
      },
    },
    ...{ box, sources, empty, batchOf, record },
    recordBatch: async (batch: Awaited<ReturnType<typeof batchOf>>) =>
      recordJudged({ db: opened.db, recorder }, batch),
    weigh: () => weighSuppressions(opened.db, NOW),
    suppressionOf: (who = 'ana') =>
      opened.db.suppression.findFirst({ where: { recipientHash: hashOf(who) } }),
  };
}
