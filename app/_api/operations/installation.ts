import { z } from 'zod';
import { loadSample } from '@/lib/auth/sample-data';
import { auditEntries } from '@/lib/queries/audit-entries';
import { erasePerson } from '@/lib/store/erase-person';
import { removeSample } from '@/lib/store/remove-sample';
import { setSoftBounceRule, softBounceRule } from '@/lib/store/soft-bounce-rule';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { conflict, gone, notUnderstood } from '../refusals';

const Entry = z
  .strictObject({
    id: z.string(),
    at: Time,
    actor: z.string(),
    address: z.string().nullable().meta({ description: 'The network address that asked' }),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.string()),
  })
  .meta({ id: 'AuditEntry' });

const audit = operation({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/audit-entries',
  group: 'Installation',
  needs: 'administrator',
  summary: 'Who did what, the latest first',
  query: z.strictObject({ ...PAGE_QUERY, cursor: cursorOf(z.string().regex(/^\d{1,18}$/)) }),
  answer: pageOf(Entry),
  example: {
    data: [
      {
        ...{ id: '812', at: '2026-11-21T11:55:00.000Z', actor: 'token ci', address: null },
        ...{ action: 'annotation.created', subject: 'MTA 4.2', details: { kind: 'deploy' } },
      },
    ],
    next: null,
  },
  async run({ query: { cursor, limit } }, { db }) {
    const found = await auditEntries(db, cursor, limit + 1);
    const data = found.slice(0, limit).map(({ details, ...entry }) => ({
      ...{ ...entry, at: time(entry.at), details: Object.fromEntries(details) },
    }));
    return {
      data,
      next: found.length > limit ? nextPage('/audit-entries', { limit }, data.at(-1)?.id) : null,
    };
  },
});

const Found = z.array(z.strictObject({ table: z.string(), column: z.string(), rows: z.number() }));

const erase = operation({
  id: 'erasePerson',
  method: 'POST',
  path: '/erasures',
  group: 'Installation',
  needs: 'administrator',
  isOfAll: true,
  summary: 'Takes one person out of everything that is stored; counts stay',
  body: z.strictObject({ address: z.string().trim().min(1).max(320) }),
  bodyExample: { address: 'ana@example.com' },
  answer: z.strictObject({
    erased: Found,
    left: Found.meta({ description: 'Settings that name them: they are changed where they were made' }),
  }),
  example: { erased: [{ table: 'event', column: 'recipient_hash', rows: 12 }], left: [] },
  async run({ body: { address } }, { db, by }) {
    try {
      return await erasePerson(db, by, address);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw notUnderstood([{ field: 'address', message: 'this is no mail address' }]);
    }
  },
});

const SOFT_BOUNCES = { bounces: 5, withinDays: 60, overDays: 2 };

const softBounces = operation({
  id: 'getSoftBounceRule',
  method: 'GET',
  path: '/soft-bounce-rule',
  group: 'Suppressions',
  needs: 'viewer',
  summary: 'When soft bounces come to as much as a hard one',
  answer: SoftBounceRule,
  example: SOFT_BOUNCES,
  run: (_, { db }) => softBounceRule(db),
});

const changeSoftBounces = operation({
  id: 'changeSoftBounceRule',
  method: 'PUT',
  path: '/soft-bounce-rule',
  group: 'Suppressions',
  needs: 'operator',
  isOfAll: true,
  summary: 'Says it anew: within a minute all is decided by it',
  body: SoftBounceRule,
  bodyExample: SOFT_BOUNCES,
  answer: SoftBounceRule,
  example: SOFT_BOUNCES,
  async run({ body }, { db, by }) {
    await setSoftBounceRule(db, by, body);
    return body;
  },
});

const bringSample = operation({
  id: 'loadSample',
  method: 'POST',
  path: '/sample',
  group: 'Installation',
  needs: 'administrator',
  isOfAll: true,
  summary: 'A week of mail that was made up, in a workspace of its own',
  status: 201,
  answer: z.strictObject({ sourceId: z.int() }),
  example: { sourceId: 9 },
  async run(_, { db, by, now, announce }) {
    const loaded = await loadSample(db, by, now);
    if ('fault' in loaded) throw conflict(loaded.fault);
    announce(loaded.made);
    return { sourceId: loaded.made.sourceId };
  },
});

const dropSample = operation({
  id: 'removeSample',
  method: 'DELETE',
  path: '/sample',
  group: 'Installation',
  needs: 'administrator',
  isOfAll: true,
  summary: 'Takes the sample away with all that is in it',
  answer: z.strictObject({ removed: z.boolean() }),
  example: { removed: true },
  async run(_, { db, by }) {
    if (await removeSample(db, by)) return { removed: true };
    throw gone('sample');
  },
});

export const INSTALLATION: readonly Operation[] = [
  ...[audit, erase, softBounces, changeSoftBounces, bringSample, dropSample],
];
