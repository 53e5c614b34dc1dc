import { randomBytes } from 'node:crypto';
import { type IncidentChange, queueNotifications } from '@/lib/alerts/notifications';
import type { Db } from '@/lib/db';
import { type Delivered, type Delivering, deliverNext } from '@/lib/notify/deliver';
import { dueChannels } from '@/lib/notify/outbox';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { type SecretBox, secretBox } from '@/lib/secret-box';
import type { Prisma } from '@/prisma/generated/client';

const START = Date.UTC(2026, 4, 4, 3, 0);
const MINUTE = 60_000;
const EVERYTHING = ['info', 'warning', 'critical'];

/** Somebody to tell, something to tell of, and a clock that stands until it is moved. */
export class Room {
  readonly box: SecretBox = secretBox([randomBytes(32)]);
  at = START;
  #causes = 0;

  constructor(readonly db: Db) {}

  get now(): Date {
    return new Date(this.at);
  }

  pass(minutes: number): void {
    this.at += minutes * MINUTE;
  }

  delivering(change: Partial<Delivering> = {}): Delivering {
    return {
      ...{ db: this.db, box: this.box, http: guardedClient({ allowHosts: ['127.0.0.1'], timeoutMs: 5_000 }) },
      context: { installation: 'here', url: 'https://bounces.example.com', timeZone: 'Europe/Berlin' },
      now: () => this.now,
      chance: () => 0.5,
      ...change,
    };
  }

  /** A channel, and the route by which it is told of everything. */
  async channel(
    name: string,
    url: string,
    kind = 'teams',
    route: Partial<Prisma.NotificationRouteCreateWithoutChannelInput> = {},
  ): Promise<number> {
    const endpoint = { pagerduty: { routingKey: 'R0', endpoint: url } }[kind] ?? { url: `${url}/${name}` };
    const data = { name, kind, settings: endpoint, routes: { create: { severities: EVERYTHING, ...route } } };
    return (await this.db.channel.create({ data })).id;
  }

  async incident(severity = 'critical', title = 'Gmail refuses news.example.com'): Promise<bigint> {
    const { id } = await this.db.incident.create({
      data: {
        ...{ cause: `provider=gmail,code=5.7.${++this.#causes}`, severity, title, toldSeverity: severity },
        openedAt: this.now,
        lastAt: this.now,
      },
    });
    return id;
  }

  /** What the alerts do in the transaction of the change. */
  async change(incidentId: bigint, reason: IncidentChange['reason'], severity = 'critical'): Promise<void> {
    const about = `transition-${incidentId}-${this.at}-${reason}`;
    const alerts = [{ rule: 'Hard bounces', severity, series: 'provider=gmail' }];
    await this.db.$transaction(async (tx) => {
      if (reason === 'resolved')
        await tx.incident.update({ where: { id: incidentId }, data: { resolvedAt: this.now } });
      await queueNotifications(tx, [{ about, incidentId, reason, severity, alerts }], this.now);
    });
  }

  /** Everything that is due now. */
  async deliver(change: Partial<Delivering> = {}): Promise<Delivered[]> {
    const delivered: Delivered[] = [];
    for (const channelId of await dueChannels(this.db, this.now)) {
      for (;;) {
        const one = await deliverNext(this.delivering(change), channelId);
        if (!one) break;
        delivered.push(one);
      }
    }
    return delivered;
  }

  /** What became of everything, in order. */
  async log(): Promise<string[]> {
    const rows = await this.db.notification.findMany({ orderBy: { id: 'asc' }, include: { channel: true } });
    return rows.map(
      ({ channel, reason, state, fault }) =>
        `${channel.name} ${reason} ${state}${state !== 'sent' && fault !== null ? `: ${fault}` : ''}`,
    );
  }

  async empty(): Promise<void> {
    this.at = START;
    await this.db
      .$executeRaw`TRUNCATE channel, notification_route, notification, incident, alert_rule, alert_state,
      alert_transition`;
  }
}
