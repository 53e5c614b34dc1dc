import { z } from 'zod';
import { Matcher } from '@/lib/alerts/silence';
import { createSilence, endSilence, SilenceDraft } from '@/lib/alerts/silences';
import { type SilenceRow, silencePage } from '@/lib/queries/silence-list';
import { Instant, Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { conflict, readAs } from '../refusals';
import { Id, IdPath } from '../row-id';

const Silence = z
  .strictObject({
    id: z.int(),
    matchers: z.array(Matcher.strict()),
    startsAt: Time,
    endsAt: Time,
    createdBy: z.string(),
    note: z.string(),
    state: z.enum(['planned', 'in-force', 'ended']),
    incidents: z.number().meta({ description: 'Open incidents that nobody is told of because of it' }),
  })
  .meta({ id: 'Silence' });

const EXAMPLE: z.infer<typeof Silence> = {
  ...{ id: 3, matchers: [{ name: 'provider', operator: 'is', value: 'gmail' }] },
  ...{ startsAt: '2026-11-21T12:00:00.000Z', endsAt: '2026-11-21T14:00:00.000Z', createdBy: 'token ci' },
  ...{ note: 'key rotation', state: 'in-force', incidents: 1 },
};

const shown = ({ matchers, startsAt, endsAt, ...silence }: SilenceRow): z.infer<typeof Silence> => ({
  ...silence,
  matchers: z.array(Matcher).parse(matchers),
  ...{ startsAt: time(startsAt), endsAt: time(endsAt) },
});

const list = operation({
  id: 'listSilences',
  method: 'GET',
  path: '/silences',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'Silences, the latest made first',
  query: z.strictObject({ ...PAGE_QUERY, cursor: cursorOf(Id) }),
  answer: pageOf(Silence),
  example: { data: [EXAMPLE], next: null },
  async run({ query: { cursor, limit } }, { db, now }) {
    const found = await silencePage(db, now, cursor, limit + 1);
    const data = found.slice(0, limit).map(shown);
    return { data, next: found.length > limit ? nextPage('/silences', { limit }, data.at(-1)?.id) : null };
  },
});

const create = operation({
  id: 'createSilence',
  method: 'POST',
  path: '/silences',
  group: 'Alerts',
  needs: 'operator',
  summary:
    'Tells nobody of the alerts that all matchers hold for, until it ends; they are recorded all the same',
  body: z.strictObject({
    matchers: z.array(Matcher.strict()).min(1).max(20),
    startsAt: Instant.optional().meta({ description: 'Now, where it is not said' }),
    endsAt: Instant,
    note: z.string().trim().max(500).default(''),
  }),
  bodyExample: {
    matchers: [{ name: 'provider', operator: 'is', value: 'gmail' }],
    endsAt: '2026-11-21T14:00:00Z',
    note: 'key rotation',
  },
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 3 },
  async run({ body }, { db, by, now }) {
    const startsAt = body.startsAt === undefined ? now : new Date(body.startsAt);
    const draft = readAs(SilenceDraft, { ...body, startsAt, endsAt: new Date(body.endsAt) });
    return { id: await createSilence(db, by, draft) };
  },
});

const end = operation({
  id: 'endSilence',
  method: 'DELETE',
  path: '/silences/{id}',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Ends a silence now; one that has not begun is dropped',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 3 },
  async run({ path: { id } }, { db, by, now }) {
    if (await endSilence(db, by, id, now)) return { id };
    throw conflict('There is no such silence in force or to come.');
  },
});

export const SILENCES: readonly Operation[] = [list, create, end];
