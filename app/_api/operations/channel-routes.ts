import { z } from 'zod';
import { QuietHours } from '@/lib/alerts/quiet-hours';
import { Route } from '@/lib/alerts/routes';
import { Matcher } from '@/lib/alerts/silence';
import { queueReplay } from '@/lib/notify/by-hand';
import { removeRoute, saveRoute } from '@/lib/notify/channel-changes';
import { type NotificationRow, notificationLog } from '@/lib/queries/notification-log';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { conflict, gone, readAs } from '../refusals';
import { Id, IdPath } from '../row-id';
import { knownChannel } from './channels';

/** Which alerts a channel is told of, and when. */
const Shown = z.strictObject({
  ...Route.shape,
  matchers: z.array(Matcher.strict()).max(20).meta({ description: 'All must hold; none: every alert' }),
  repeatMinutes: Route.shape.repeatMinutes.meta({ description: 'null: told once' }),
  quietHours: QuietHours.nullable().meta({ description: 'null: told at once, at any time' }),
});
const ShownRoute = z
  .strictObject({ ...Shown.shape, id: z.int(), severities: z.array(z.string()), quietHours: z.unknown() })
  .meta({ id: 'ChannelRoute' });
const ROUTE: z.infer<typeof Shown> = {
  ...{ severities: ['critical'], matchers: [{ name: 'provider', operator: 'is', value: 'gmail' }] },
  ...{ repeatMinutes: 240, quietHours: null },
};

const list = operation({
  id: 'listChannelRoutes',
  method: 'GET',
  path: '/channels/{id}/routes',
  group: 'Channels',
  needs: 'viewer',
  summary: 'Which alerts a channel is told of, and when',
  pathFields: IdPath,
  answer: z.strictObject({ data: z.array(ShownRoute) }),
  example: { data: [{ id: 4, ...ROUTE }] },
  async run({ path }, { db }) {
    const { routes } = await knownChannel(db, path.id);
    return {
      data: routes.map(({ id, severities, matchers, repeatMinutes, quietHours }) => ({
        ...{ id, severities, repeatMinutes, quietHours },
        matchers: z.array(Matcher).parse(matchers),
      })),
    };
  },
});

const create = operation({
  id: 'createChannelRoute',
  method: 'POST',
  path: '/channels/{id}/routes',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Tells a channel of more',
  pathFields: IdPath,
  body: Shown,
  bodyExample: ROUTE,
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 4 },
  async run({ path: { id }, body }, { db, by }) {
    await knownChannel(db, id);
    return { id: await saveRoute(db, by, id, null, readAs(Route, body)) };
  },
});

const RoutePath = z.strictObject({ id: Id, route: Id });

const change = operation({
  id: 'changeChannelRoute',
  method: 'PUT',
  path: '/channels/{id}/routes/{route}',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Says a route anew, all of it',
  pathFields: RoutePath,
  body: Shown,
  bodyExample: ROUTE,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 4 },
  async run({ path: { id, route }, body }, { db, by }) {
    const { routes } = await knownChannel(db, id);
    if (!routes.some((one) => one.id === route)) throw gone('route');
    return { id: await saveRoute(db, by, id, route, readAs(Route, body)) };
  },
});

const remove = operation({
  id: 'removeChannelRoute',
  method: 'DELETE',
  path: '/channels/{id}/routes/{route}',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Takes a route away; without one a channel is told of nothing',
  pathFields: RoutePath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 4 },
  async run({ path: { id, route } }, { db, by }) {
    const { routes } = await knownChannel(db, id);
    if (!routes.some((one) => one.id === route)) throw gone('route');
    await removeRoute(db, by, id, route);
    return { id: route };
  },
});

const Told = z
  .strictObject({
    id: z.int(),
    channel: z.strictObject({ id: z.int(), name: z.string() }),
    reason: z.string().meta({ description: 'firing, resolved, reminder, acknowledged, test or replay' }),
    incident: z.strictObject({ id: z.int(), title: z.string() }).nullable(),
    state: z.string().meta({ description: 'waiting, sent, failed or dropped' }),
    attempts: z.int(),
    createdAt: Time,
    sentAt: Time.nullable(),
    dueAt: Time.meta({ description: 'When it is tried next, where it waits' }),
    answer: z.string().nullable().meta({ description: 'What the receiver said' }),
    fault: z.string().nullable(),
    canBeReplayed: z.boolean(),
  })
  .meta({ id: 'Notification' });

const shown = ({ channel: { id, name }, ...row }: NotificationRow): z.infer<typeof Told> => ({
  ...{ ...row, channel: { id, name } },
  ...{ createdAt: time(row.createdAt), sentAt: timeOrNull(row.sentAt), dueAt: time(row.dueAt) },
});

const notifications = operation({
  id: 'listNotifications',
  method: 'GET',
  path: '/notifications',
  group: 'Channels',
  needs: 'viewer',
  summary: 'What channels were told, the latest first, and what became of it',
  query: z.strictObject({
    channel: Id.optional().meta({ description: 'Of one channel' }),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: z.strictObject({ data: z.array(Told) }),
  example: {
    data: [
      {
        ...{ id: 70, channel: { id: 2, name: 'On call' }, reason: 'firing', state: 'sent', attempts: 1 },
        ...{
          incident: { id: 12, title: 'Gmail refuses news.example.com: 5.7.26' },
          answer: '204',
          fault: null,
        },
        ...{ createdAt: '2026-11-21T03:12:02.000Z', sentAt: '2026-11-21T03:12:04.000Z' },
        ...{ dueAt: '2026-11-21T03:12:02.000Z', canBeReplayed: true },
      },
    ],
  },
  run: async ({ query: { channel, limit } }, { db }) => ({
    data: (await notificationLog(db, channel ?? null, limit)).map(shown),
  }),
});

const replay = operation({
  id: 'replayNotification',
  method: 'POST',
  path: '/notifications/{id}/replay',
  group: 'Channels',
  needs: 'operator',
  summary: 'Sends again what was said before, word for word and under the same id',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 70 },
  async run({ path: { id } }, { db, by, now }) {
    if (await queueReplay(db, by, BigInt(id), now)) return { id };
    throw conflict('There is no such message, or it was never put into words.');
  },
});

export const CHANNEL_ROUTES: readonly Operation[] = [list, create, change, remove, notifications, replay];
