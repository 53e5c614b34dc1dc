import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues } from '@/lib/queues';
import { openSecretBox } from '@/lib/secret-box';
import { changeSource, createSource } from '@/lib/store/source-settings';
import { workOnInbox } from '@/workers/ingest';
import { listen } from '@/workers/listen';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';

/** The other end may be a real program on a machine that is busy with other things. */
const WAIT = { timeout: 40_000, interval: 100 };

/** More often than a worker otherwise does, so that tests are not about waiting. */
const LOOK_MS = 200;

export interface Worker {
  stop(): Promise<void>;
}

/** A room whose sources are listened to. */
export interface ListeningRoom extends MailRoom {
  /** @returns the source's id. */
  add(kind: string, settings: object, format?: string): Promise<number>;
  change(sourceId: number, settings: Record<string, unknown>): Promise<void>;
  /** A worker in this process, of that name. */
  work(instance?: string): Promise<Worker>;
  untilFault(sourceId: number, fault: RegExp | null): Promise<void>;
  untilEvents(count: number): Promise<void>;
  /** The arrivals of the inbox, oldest first. */
  arrivals(): Promise<string[]>;
}

export async function openListeningRoom(): Promise<ListeningRoom> {
  const room = await openMailRoom();
  const { db, databaseUrl, recorder } = room;
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    BOUNCEBOARD_SECRET_KEY: randomBytes(32).toString('base64'),
    BOUNCEBOARD_TIME_ZONE: 'UTC',
    NODE_ENV: 'test',
  });
  const preparing = openQueues({ databaseUrl, redisUrls: [] });
  await preparing.prepare();
  await preparing.close();
  const working = new Set<Worker>();
  let sources = 0;
  return {
    ...room,
    async add(kind, settings, format = 'auto') {
      const name = `${kind}-${sources++}`;
      const given = { name, kind, settings, format, timeZone: 'UTC' };
      return (await createSource(db, openSecretBox(env), given)).id;
    },
    change: (id, settings) =>
      changeSource(db, { id: null, name: 'test' }, openSecretBox(env), id, { timeZone: 'UTC', settings }),
    async work(instance = env.instance) {
      const queues = openQueues({ databaseUrl, redisUrls: [] });
      const deployment = {
        ...{ env: { ...env, instance }, log: openLog('silent', 'test'), db, recorder, queues },
      };
      workOnInbox(deployment).on('error', () => {}); // The last poll meets a queue that is being closed.
      const listening = listen(deployment, LOOK_MS);
      const worker = {
        async stop() {
          if (!working.delete(worker)) return;
          await listening.close();
          await queues.close();
        },
      };
      working.add(worker);
      return worker;
    },
    untilFault: (id, fault) =>
      vi.waitFor(async () => {
        const source = await db.source.findUniqueOrThrow({ where: { id } });
        if (fault === null) expect(source.fault).toBeNull();
        else expect(source.fault).toMatch(fault);
      }, WAIT),
    untilEvents: (count) => vi.waitFor(async () => expect(await room.events()).toBe(count), WAIT),
    async arrivals() {
      const batches = await db.ingestBatch.findMany({ orderBy: { id: 'asc' } });
      return batches.map(({ content }) => Buffer.from(content).toString());
    },
    async close() {
      for (const worker of working) await worker.stop();
      await room.close();
    },
  };
}
