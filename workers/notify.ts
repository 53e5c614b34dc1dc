import { setTimeout as sleep } from 'node:timers/promises';
import { deliverNext } from '@/lib/notify/deliver';
import { dueChannels } from '@/lib/notify/outbox';
import { queueReminders } from '@/lib/notify/reminders';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { openSecretBox } from '@/lib/secret-box';
import { installationId } from '@/lib/store/settings';
import { workspaceStores } from '@/lib/store/workspace-stores';
import type { Deployment } from './deployment';

/** Channels that are told at the same time: a job waits for somebody else's server most of its time, and one that hangs
 * must not keep the others. */
const CONCURRENCY = 32;
/** How long a notification that is due waits for its job at most. */
const POLL_MS = 1_000;
const REMIND_EVERY_MS = 15_000;

/** Tells a channel what is due, one message after the other. */
export async function workOnNotifications({ env, queues, db, log }: Deployment) {
  const delivering = {
    ...{ db, box: openSecretBox(env), http: guardedClient({ allowHosts: env.allowHosts }) },
    context: {
      installation: await installationId(db),
      url: env.publicUrl ?? `http://${env.host}:${env.port}`,
      timeZone: env.timeZone,
    },
    now: () => new Date(),
    chance: Math.random,
  };
  return queues.work('notify', CONCURRENCY, async ({ channelId }, signal) => {
    while (!signal.aborted) {
      const delivered = await deliverNext(delivering, channelId);
      if (!delivered) return;
      const { outcome, notificationId, channel, fault } = delivered;
      const about = { channel, notificationId: Number(notificationId) };
      if (outcome === 'sent') log.info(about, 'notified');
      else log.warn({ ...about, outcome, fault }, 'a notification could not be delivered');
    }
  });
}

/** Queues a job for every channel that something is due for, whoever put it into the outbox. */
export function followNotifications({ queues, db, log }: Deployment): { close(): Promise<void> } {
  const stopping = new AbortController();
  const done = follow(stopping.signal);
  return {
    async close() {
      stopping.abort();
      await done;
    },
  };

  async function follow(signal: AbortSignal): Promise<void> {
    let reported: string | null = null;
    let remindedAt = 0;
    while (!signal.aborted) {
      try {
        if (Date.now() - remindedAt >= REMIND_EVERY_MS) {
          for (const store of await workspaceStores(db)) await queueReminders(store, new Date());
          remindedAt = Date.now();
        }
        for (const channelId of await dueChannels(db, new Date())) await queues.add('notify', { channelId });
        reported = null;
      } catch (error) {
        const fault = (error as Error).message;
        if (fault !== reported) log.error({ fault }, 'notifications cannot be looked for');
        reported = fault;
      }
      await sleep(POLL_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }
}
