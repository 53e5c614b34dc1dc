import { z } from 'zod';
import { leastPause, SOURCE_STATES, sourceState } from '@/app/_findings/source-state';
import { connectSource } from '@/lib/auth/connect-source';
import { mayActAs, seesAll, type Visitor } from '@/lib/auth/person';
import type { Db } from '@/lib/db';
import { Problem } from '@/lib/intake/problem';
import { alertSources } from '@/lib/queries/alert-sources';
import { sourceList } from '@/lib/queries/source-list';
import { namesFiles } from '@/lib/sources/names-files';
import { setSourcePaused } from '@/lib/store/source-changes';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { IdPath } from '../row-id';

const Records = z.strictObject({
  event: z.number(),
  context: z.number(),
  ignored: z.number(),
  unparsed: z.number(),
});

const Source = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    kind: z.string(),
    format: z.string(),
    state: z.enum(SOURCE_STATES),
    paused: z.boolean(),
    paths: z.array(z.string()),
    timeZone: z.string(),
    createdAt: Time,
    lastEventAt: Time.nullable(),
    receivedAt: Time.nullable(),
    clockSkewMs: z.number().nullable(),
    events: z.number(),
    duplicates: z.number(),
    records: Records,
    lately: Records.meta({ description: 'Of what was read in the last 24 hours' }),
    behindBytes: z.number(),
    waitingBatches: z.number(),
    waitingSince: Time.nullable(),
    deadBatches: z.number(),
    gaps: z.number(),
    faults: z.array(z.string()),
  })
  .meta({ id: 'Source', description: 'Where records come from, and what became of them' });

const RECORDS = { event: 5120, context: 9, ignored: 400, unparsed: 2 };
const EXAMPLE: z.infer<typeof Source> = {
  ...{ id: 1, name: 'mx1', kind: 'file', format: 'postfix', state: 'flowing', paused: false },
  ...{ paths: ['/var/log/mail.log'], timeZone: 'UTC', createdAt: '2026-11-01T08:00:00.000Z' },
  ...{ lastEventAt: '2026-11-21T11:59:58.000Z', receivedAt: '2026-11-21T11:59:59.000Z', clockSkewMs: null },
  ...{ events: 5120, duplicates: 0, records: RECORDS, lately: RECORDS, behindBytes: 0, waitingBatches: 0 },
  ...{ waitingSince: null, deadBatches: 0, gaps: 0, faults: [] },
};

async function all(db: Db, now: Date): Promise<z.infer<typeof Source>[]> {
  const [sources, rhythms] = await Promise.all([sourceList(db, now), alertSources(db, now, leastPause)]);
  return sources.map((source) => ({
    ...source,
    state: sourceState(source, rhythms.find(({ name }) => name === source.name) ?? null, now),
    ...{ createdAt: time(source.createdAt), lastEventAt: timeOrNull(source.lastEventAt) },
    ...{ receivedAt: timeOrNull(source.receivedAt), waitingSince: timeOrNull(source.waitingSince) },
  }));
}

export async function knownSource(db: Db, id: number, now: Date): Promise<z.infer<typeof Source>> {
  const source = (await all(db, now)).find((one) => one.id === id);
  if (!source) throw gone('source');
  return source;
}

const list = operation({
  id: 'listSources',
  method: 'GET',
  path: '/sources',
  group: 'Sources',
  needs: 'viewer',
  summary: 'Where records come from, and how each source stands',
  answer: z.strictObject({ data: z.array(Source) }),
  example: { data: [EXAMPLE] },
  run: async (_, { db, now }) => ({ data: await all(db, now) }),
});

const one = operation({
  id: 'getSource',
  method: 'GET',
  path: '/sources/{id}',
  group: 'Sources',
  needs: 'viewer',
  summary: 'One source',
  pathFields: IdPath,
  answer: Source,
  example: EXAMPLE,
  run: ({ path }, { db, now }) => knownSource(db, path.id, now),
});

/** Whoever names files of the server can have them shown, or a socket opened in their place, whosever they are. */
export function refuseFiles(by: Visitor, kind: string, settings: Record<string, unknown>): void {
  if (!namesFiles(kind, settings) || (mayActAs(by, 'administrator') && seesAll(by))) return;
  const detail = 'Files of the server are named by administrators who see every workspace.';
  throw new Problem({ status: 403, code: 'files', title: 'Not allowed', detail });
}

const create = operation({
  id: 'createSource',
  method: 'POST',
  path: '/sources',
  group: 'Sources',
  needs: 'operator',
  summary: 'Makes a source; where its sender shows a token, that is told here and never again',
  description: 'One that names files of the server needs an administrator who sees every workspace.',
  body: z.strictObject({
    name: z.string(),
    kind: z.string().meta({ description: 'push, webhook, file, imap, maildir, smtp, syslog' }),
    format: z.string().default('auto'),
    timeZone: z.string().default('UTC'),
    settings: z.record(z.string(), z.unknown()).default({}).meta({ description: 'As the kind has them' }),
  }),
  bodyExample: { name: 'relay1', kind: 'push' },
  status: 201,
  answer: z.strictObject({ id: z.int(), name: z.string(), token: z.string().nullable() }),
  example: { id: 7, name: 'relay1', token: 'bb_…' },
  async run({ body }, { db, by, box }) {
    refuseFiles(by, body.kind, body.settings);
    return connectSource(db, box(), by, body);
  },
});

const pause = (paused: boolean): Operation =>
  operation({
    id: paused ? 'pauseSource' : 'resumeSource',
    method: paused ? 'POST' : 'DELETE',
    path: '/sources/{id}/pause',
    group: 'Sources',
    needs: 'operator',
    summary: paused ? 'Takes in nothing more; what has come stays' : 'Goes on where it was paused',
    pathFields: IdPath,
    answer: Source,
    example: { ...EXAMPLE, paused, state: paused ? 'paused' : 'flowing' },
    async run({ path: { id } }, { db, by, now }) {
      await knownSource(db, id, now);
      await setSourcePaused(db, by, id, paused);
      return knownSource(db, id, now);
    },
  });

export const SOURCES: readonly Operation[] = [list, one, create, pause(true), pause(false)];
