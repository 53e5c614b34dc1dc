import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { prepareStore } from '@/bin/supervisor/store';
import { openSecretBox } from '@/lib/secret-box';
import { createSource } from '@/lib/store/source-settings';
import { bounceboard, type Ended, type Running } from '../bin/bounceboard';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { type RedisServer, startRedis } from '../queues/redis-server';
import { quietPort } from '../sources/quiet-port';
import { report } from '../workers/bounce-mail';

/** A worker that receives bounce mail, on a store (and a Redis) of its own; it may be killed and started again. */
export class ListeningWorker {
  #worker: Running | null = null;

  private constructor(
    readonly room: MailRoom,
    readonly redis: RedisServer | null,
    readonly port: number,
  ) {}

  static async open(backend: string): Promise<ListeningWorker> {
    const room = await openMailRoom();
    const redis = backend === 'Redis' ? await startRedis() : null;
    const opened = new ListeningWorker(room, redis, await quietPort());
    await prepareStore(room.databaseUrl, redis ? [redis.url] : []);
    await createSource(room.db, openSecretBox({ secretKeys: [], dataDir: room.at('data') }), {
      ...{ name: 'bounces', kind: 'smtp', format: 'mail', timeZone: 'UTC' },
      settings: { port: opened.port, recipients: ['return.example'] },
    });
    opened.start();
    return opened;
  }

  start(): void {
    this.#worker = bounceboard(['worker'], {
      ...{ DATABASE_URL: this.room.databaseUrl, BOUNCEBOARD_DATA: this.room.at('data') },
      ...(this.redis && { REDIS_URL: this.redis.url }),
      ...{ BOUNCEBOARD_ADMIN_PORT: '0', BOUNCEBOARD_LOG_LEVEL: 'error' },
    });
  }

  async kill(): Promise<void> {
    this.#worker?.child.kill('SIGKILL');
    await this.#worker?.ended;
  }

  async stop(): Promise<Ended> {
    this.#worker!.child.kill('SIGTERM');
    return this.#worker!.ended;
  }

  /** Sends report `n` as a mail server does: what is not answered with 250 stays in the queue, and is tried again. */
  async send(n: number): Promise<void> {
    for (;;) {
      const client = nodemailer.createTransport({
        ...{ host: '127.0.0.1', port: this.port, ignoreTLS: true, name: 'mx.example.org' },
        ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 90_000 },
      });
      try {
        await client.sendMail({ envelope: { from: '', to: 'bounces@return.example' }, raw: report(n) });
        return;
      } catch {
        await sleep(100);
      } finally {
        client.close();
      }
    }
  }

  async close(): Promise<void> {
    await this.kill();
    await this.room.close();
    await this.redis?.stop();
  }
}
