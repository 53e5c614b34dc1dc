import { z } from 'zod';
import { channelState } from '@/app/_findings/channel-state';
import { CHANNEL_KINDS, channelKindOf } from '@/lib/channels';
import type { Db } from '@/lib/db';
import { queueTest } from '@/lib/notify/by-hand';
import { changeChannel, createChannel, removeChannel, setChannelEnabled } from '@/lib/notify/channel-changes';
import { type ChannelRow, channelList } from '@/lib/queries/channel-list';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { IdPath } from '../row-id';

const Channel = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    kind: z.string(),
    state: z.string(),
    enabled: z.boolean(),
    fault: z.string().nullable().meta({ description: 'The permanent error that disabled it' }),
    retrying: z.number().meta({ description: 'Messages that were tried and are to be tried again' }),
    last: z.strictObject({ state: z.string(), at: Time, fault: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Channel' });

const ShownSettings = {
  settings: z.record(z.string(), z.unknown()).meta({ description: 'Without its secrets' }),
  secrets: z.array(z.string()).meta({ description: 'Which secrets it has: they are never shown' }),
};
const ChannelSetup = Channel.extend(ShownSettings).meta({ id: 'ChannelSetup' });

const EXAMPLE: z.infer<typeof Channel> = {
  ...{ id: 2, name: 'On call', kind: 'webhook', state: 'working', enabled: true, fault: null, retrying: 0 },
  last: { state: 'sent', at: '2026-11-21T03:12:04.000Z', fault: null },
};
const SETUP: z.infer<typeof ChannelSetup> = {
  ...{ ...EXAMPLE, settings: { url: 'https://pager.example.com/in' }, secrets: ['secret'] },
};

const shown = (row: ChannelRow): z.infer<typeof Channel> => ({
  ...{ id: row.id, name: row.name, kind: row.kind, state: channelState(row), enabled: row.enabled },
  ...{ fault: row.fault, retrying: row.retrying },
  last: row.last && { ...row.last, at: time(row.last.at) },
});

const Stored = z.record(z.string(), z.unknown());

function withSettings(row: ChannelRow): z.infer<typeof ChannelSetup> {
  // Of a kind that this version does not know anything may be a secret.
  const secrets = channelKindOf(row.kind)?.secrets;
  const stored = secrets ? Object.entries(Stored.parse(row.settings)) : [];
  return {
    ...shown(row),
    settings: Object.fromEntries(stored.filter(([name]) => !secrets?.includes(name))),
    secrets: stored.flatMap(([name, value]) => (secrets?.includes(name) && value !== null ? [name] : [])),
  };
}

export async function knownChannel(db: Db, id: number): Promise<ChannelRow> {
  const channel = (await channelList(db)).find((one) => one.id === id);
  if (!channel) throw gone('channel');
  return channel;
}

const list = operation({
  id: 'listChannels',
  method: 'GET',
  path: '/channels',
  group: 'Channels',
  needs: 'viewer',
  summary: 'Who may be told, and how each channel has been doing',
  answer: z.strictObject({ data: z.array(Channel) }),
  example: { data: [EXAMPLE] },
  run: async (_, { db }) => ({ data: (await channelList(db)).map(shown) }),
});

const one = operation({
  id: 'getChannel',
  method: 'GET',
  path: '/channels/{id}',
  group: 'Channels',
  needs: 'administrator',
  summary: 'One channel and its settings, secrets left out',
  pathFields: IdPath,
  answer: ChannelSetup,
  example: SETUP,
  run: async ({ path }, { db }) => withSettings(await knownChannel(db, path.id)),
});

const Draft = z.strictObject({
  name: z.string(),
  settings: Stored.meta({ description: 'As the kind has them: /kinds says which' }),
});
const DRAFT = {
  name: 'On call',
  settings: { url: 'https://pager.example.com/in', secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz' },
};

const create = operation({
  id: 'createChannel',
  method: 'POST',
  path: '/channels',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Makes a channel that is told of everything until its routes say otherwise',
  body: Draft.extend({ kind: z.enum(CHANNEL_KINDS.map(({ kind }) => kind)) }),
  bodyExample: { kind: 'webhook', ...DRAFT },
  status: 201,
  answer: ChannelSetup,
  example: SETUP,
  run: async ({ body }, { db, by, box }) =>
    withSettings(await knownChannel(db, await createChannel(db, by, box(), body))),
});

const change = operation({
  id: 'changeChannel',
  method: 'PUT',
  path: '/channels/{id}',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Says a channel anew; secrets that are left out stay, unless it goes elsewhere now',
  pathFields: IdPath,
  body: Draft,
  bodyExample: { name: 'On call', settings: { url: 'https://pager.example.com/in' } },
  answer: ChannelSetup,
  example: SETUP,
  async run({ path: { id }, body }, { db, by, box }) {
    await knownChannel(db, id);
    await changeChannel(db, by, box(), id, body);
    return withSettings(await knownChannel(db, id));
  },
});

const pause = (paused: boolean): Operation =>
  operation({
    id: paused ? 'pauseChannel' : 'resumeChannel',
    method: paused ? 'POST' : 'DELETE',
    path: '/channels/{id}/pause',
    group: 'Channels',
    needs: 'operator',
    summary: paused ? 'Nobody is told here until it is resumed' : 'It is told again',
    pathFields: IdPath,
    answer: Channel,
    example: { ...EXAMPLE, enabled: !paused, state: paused ? 'paused' : 'working' },
    async run({ path: { id } }, { db, by }) {
      await knownChannel(db, id);
      await setChannelEnabled(db, by, id, !paused);
      return shown(await knownChannel(db, id));
    },
  });

const remove = operation({
  id: 'removeChannel',
  method: 'DELETE',
  path: '/channels/{id}',
  group: 'Channels',
  needs: 'administrator',
  summary: 'Takes a channel away, with its routes and all that it was told',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 2 },
  async run({ path: { id } }, { db, by }) {
    await knownChannel(db, id);
    await removeChannel(db, by, id);
    return { id };
  },
});

const test = operation({
  id: 'testChannel',
  method: 'POST',
  path: '/channels/{id}/test',
  group: 'Channels',
  needs: 'operator',
  summary: 'Sends a test the way everything is sent: /notifications says what became of it',
  pathFields: IdPath,
  status: 201,
  answer: z.strictObject({ id: z.int().meta({ description: 'Of the message' }) }),
  example: { id: 71 },
  async run({ path: { id } }, { db, by, now }) {
    await knownChannel(db, id);
    return { id: Number(await queueTest(db, by, id, now)) };
  },
});

export const CHANNELS: readonly Operation[] = [
  ...[list, create, one, change, remove],
  ...[pause(true), pause(false), test],
];
