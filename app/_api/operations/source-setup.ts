import { z } from 'zod';
import { moveSource } from '@/lib/auth/workspaces';
import { confirmSubscriptions, SubscriptionUnconfirmed } from '@/lib/intake/confirm-subscription';
import { sourceSetup } from '@/lib/queries/source-setup';
import { waitingSubscriptions } from '@/lib/queries/waiting-subscriptions';
import { removeSource } from '@/lib/store/source-changes';
import { changeSource } from '@/lib/store/source-settings';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { conflict, gone } from '../refusals';
import { Id, IdPath } from '../row-id';
import { knownSource, refuseFiles } from './sources';

const Setup = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    kind: z.string(),
    timeZone: z.string(),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'Without its secrets' }),
    secrets: z.array(z.string()).meta({ description: 'Which secrets it has: they are never shown' }),
  })
  .meta({ id: 'SourceSetup' });
const EXAMPLE: z.infer<typeof Setup> = {
  ...{ id: 7, name: 'bounces', kind: 'imap', timeZone: 'UTC', secrets: ['password'] },
  settings: { host: 'imap.example.com', port: 993, user: 'bounces' },
};

const setup = operation({
  id: 'getSourceSetup',
  method: 'GET',
  path: '/sources/{id}/setup',
  group: 'Sources',
  needs: 'operator',
  summary: 'How a source was set up, secrets left out',
  pathFields: IdPath,
  answer: Setup,
  example: EXAMPLE,
  async run({ path }, { db }) {
    const found = await sourceSetup(db, path.id);
    if (!found) throw gone('source');
    return found;
  },
});

const change = operation({
  id: 'changeSource',
  method: 'PUT',
  path: '/sources/{id}/setup',
  group: 'Sources',
  needs: 'operator',
  summary: 'Says the settings of a source anew; secrets that are left out stay, unless it goes elsewhere now',
  description: 'One that names files of the server needs an administrator who sees every workspace.',
  pathFields: IdPath,
  body: z.strictObject({
    timeZone: z.string(),
    settings: z
      .record(z.string(), z.unknown())
      .meta({ description: 'As the kind has them: /kinds says which' }),
  }),
  bodyExample: { timeZone: 'Europe/Berlin', settings: { host: 'imap.example.com', user: 'bounces' } },
  answer: Setup,
  example: EXAMPLE,
  async run({ path: { id }, body }, { db, by, box }) {
    const known = await sourceSetup(db, id);
    if (!known) throw gone('source');
    refuseFiles(by, known.kind, body.settings);
    await changeSource(db, by, box(), id, body);
    return (await sourceSetup(db, id)) ?? known;
  },
});

const remove = operation({
  id: 'removeSource',
  method: 'DELETE',
  path: '/sources/{id}',
  group: 'Sources',
  needs: 'administrator',
  summary: 'Takes away a paused source that has brought nothing',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 7 },
  async run({ path: { id } }, { db, by, now }) {
    await knownSource(db, id, now);
    if (await removeSource(db, by, id)) return { id };
    throw conflict('It has brought something, which is part of every count, or it is not paused yet.');
  },
});

const move = operation({
  id: 'moveSource',
  method: 'PUT',
  path: '/sources/{id}/workspace',
  group: 'Sources',
  needs: 'administrator',
  isOfAll: true,
  summary: 'Puts a source into a workspace, with all that it has brought',
  pathFields: IdPath,
  body: z.strictObject({ workspace: Id }),
  bodyExample: { workspace: 2 },
  answer: z.strictObject({ id: z.int() }),
  example: { id: 7 },
  async run({ path: { id }, body: { workspace } }, { db, by }) {
    const fault = await moveSource(db, by, { sourceId: id, workspaceId: workspace });
    if (fault) throw conflict(fault);
    return { id };
  },
});

const waiting = operation({
  id: 'listWaitingSubscriptions',
  method: 'GET',
  path: '/sources/{id}/subscriptions',
  group: 'Sources',
  needs: 'viewer',
  summary: 'SNS topics that ask whether they may post to a source',
  pathFields: IdPath,
  answer: z.strictObject({ data: z.array(z.strictObject({ topicArn: z.string(), askedAt: Time })) }),
  example: {
    data: [{ topicArn: 'arn:aws:sns:eu-west-1:123456789012:ses', askedAt: '2026-11-21T11:00:00.000Z' }],
  },
  async run({ path }, { db, now }) {
    await knownSource(db, path.id, now);
    const all = await waitingSubscriptions(db, path.id);
    return { data: all.map(({ topicArn, askedAt }) => ({ topicArn, askedAt: time(askedAt) })) };
  },
});

const confirm = operation({
  id: 'confirmSubscriptions',
  method: 'POST',
  path: '/sources/{id}/subscriptions/confirmation',
  group: 'Sources',
  needs: 'operator',
  summary: 'Says yes to the topics that ask',
  pathFields: IdPath,
  answer: z.strictObject({ confirmed: z.array(z.string()) }),
  example: { confirmed: ['arn:aws:sns:eu-west-1:123456789012:ses'] },
  async run({ path: { id } }, { db, by, now, getAddress }) {
    await knownSource(db, id, now);
    try {
      return { confirmed: await confirmSubscriptions(db, by, getAddress, id, now) };
    } catch (error) {
      throw error instanceof SubscriptionUnconfirmed ? conflict(error.message) : error;
    }
  },
});

export const SOURCE_SETUP: readonly Operation[] = [...[setup, change, move, waiting, confirm, remove]];
