import { z } from 'zod';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { ACTIONS, BOUNCE_TYPES, CATEGORIES } from '@/lib/mail/category';
import { latestReclassification } from '@/lib/queries/latest-reclassification';
import { ownRuleList } from '@/lib/queries/own-rule-list';
import { ownRuleMatches } from '@/lib/queries/own-rule-matches';
import {
  createOwnRule,
  deleteOwnRule,
  reclassifyAll,
  ruleOfReclassification,
  setOwnRuleEnabled,
} from '@/lib/store/own-rules';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone, readAs } from '../refusals';
import { IdPath } from '../row-id';

const Progress = z
  .strictObject({
    state: z.string(),
    scanned: z.number(),
    changed: z.number(),
    total: z.number(),
    startedAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Reclassification', description: 'How far history is judged by the rules in force' });

const OwnRule = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    pattern: z.string().nullable(),
    codes: z.array(z.string()),
    provider: z.string().nullable(),
    category: z.string(),
    action: z.string(),
    note: z.string(),
    enabled: z.boolean(),
    createdAt: Time,
    events: z.number().meta({ description: 'Refusals that it has decided about' }),
  })
  .meta({ id: 'OwnRule', description: 'A rule of this installation, before those of the dictionary' });

const list = operation({
  id: 'listOwnRules',
  method: 'GET',
  path: '/own-rules',
  group: 'Codes',
  needs: 'viewer',
  summary: 'Rules of this installation, in the order in which they are tried',
  answer: z.strictObject({ data: z.array(OwnRule), reclassification: Progress.nullable() }),
  example: {
    data: [
      {
        ...{ id: 4, name: 'Full moon', pattern: 'not at full moon', codes: ['550'], provider: null },
        ...{ category: 'policy', action: 'investigate', note: '', enabled: true, events: 12 },
        createdAt: '2026-11-20T08:00:00.000Z',
      },
    ],
    reclassification: null,
  },
  async run(_, { db }) {
    const [all, latest] = await Promise.all([ownRuleList(db), latestReclassification(db)]);
    return {
      data: all.map((one) => ({ ...one, createdAt: time(one.createdAt) })),
      reclassification: latest && {
        ...{ ...latest, startedAt: time(latest.startedAt), finishedAt: timeOrNull(latest.finishedAt) },
      },
    };
  },
});

/** As a program says it: what was not chosen is null, codes are a list. */
const Draft = z.strictObject({
  name: z.string(),
  pattern: z.string().nullable().default(null).meta({ description: 'RE2, whatever its case' }),
  codes: z.array(z.string()).default([]).meta({ description: '550, 5.1.1, X.1.1 or 5.7.606-649' }),
  provider: z.string().nullable().default(null),
  category: z.enum(CATEGORIES),
  action: z.enum(ACTIONS),
  bounceType: z.enum(BOUNCE_TYPES).nullable().default(null),
  note: z.string().default(''),
});
const DRAFT: z.input<typeof Draft> = {
  ...{ name: 'Full moon', pattern: 'not at full moon', codes: ['550'] },
  ...{ category: 'policy', action: 'investigate' },
};

const draftOf = (given: z.output<typeof Draft>) =>
  readAs(OwnRuleForm, {
    ...given,
    ...{ pattern: given.pattern ?? '', codes: given.codes.join(' ') },
    ...{ provider: given.provider ?? '', bounceType: given.bounceType ?? '' },
  });

const create = operation({
  id: 'createOwnRule',
  method: 'POST',
  path: '/own-rules',
  group: 'Codes',
  needs: 'operator',
  isOfAll: true,
  summary: 'Makes a rule of this installation; history is judged anew by it',
  body: Draft,
  bodyExample: DRAFT,
  status: 201,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 4 },
  async run({ body }, { db, by }) {
    return { id: await ruleOfReclassification(db, await createOwnRule(db, by, draftOf(body))) };
  },
});

const preview = operation({
  id: 'previewOwnRule',
  method: 'POST',
  path: '/own-rules/preview',
  group: 'Codes',
  needs: 'operator',
  summary: 'What a rule would have matched; nothing is kept',
  body: Draft,
  bodyExample: DRAFT,
  answer: z.strictObject({
    matched: z.number(),
    looked: z.number().meta({ description: 'Refusals with its codes and provider, the newest' }),
    isAll: z.boolean().meta({ description: 'false: there may be more of them' }),
    now: z
      .array(z.strictObject({ rule: z.string(), category: z.string().nullable(), events: z.number() }))
      .meta({ description: 'Whose verdict it would take over' }),
    actions: z.array(z.strictObject({ action: z.string().nullable(), events: z.number() })),
    examples: z.array(z.string()),
  }),
  example: {
    ...{ matched: 12, looked: 310, isAll: true, actions: [{ action: 'investigate', events: 12 }] },
    ...{ now: [{ rule: 'unclassified', category: 'unclassified', events: 12 }] },
    examples: ['550 not at full moon'],
  },
  run: ({ body }, { db }) => ownRuleMatches(db, draftOf(body)),
});

const pause = (paused: boolean): Operation =>
  operation({
    id: paused ? 'pauseOwnRule' : 'resumeOwnRule',
    method: paused ? 'POST' : 'DELETE',
    path: '/own-rules/{id}/pause',
    group: 'Codes',
    needs: 'operator',
    isOfAll: true,
    summary: paused
      ? 'It decides nothing; history is judged anew'
      : 'It decides again; history is judged anew',
    pathFields: IdPath,
    answer: z.strictObject({ id: z.int() }),
    example: { id: 4 },
    async run({ path: { id } }, { db, by }) {
      if (!(await ownRuleList(db)).some((one) => one.id === id)) throw gone('own rule');
      await setOwnRuleEnabled(db, by, id, !paused);
      return { id };
    },
  });

const remove = operation({
  id: 'removeOwnRule',
  method: 'DELETE',
  path: '/own-rules/{id}',
  group: 'Codes',
  needs: 'operator',
  isOfAll: true,
  summary: 'Takes a rule away; history is judged anew',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 4 },
  async run({ path: { id } }, { db, by }) {
    if (!(await ownRuleList(db)).some((one) => one.id === id)) throw gone('own rule');
    await deleteOwnRule(db, by, id);
    return { id };
  },
});

const anew = operation({
  id: 'judgeAllAnew',
  method: 'POST',
  path: '/own-rules/reclassification',
  group: 'Codes',
  needs: 'operator',
  isOfAll: true,
  summary: 'Judges all of history anew, e.g. by a newer dictionary',
  answer: z.strictObject({ id: z.int() }),
  example: { id: 8 },
  run: async (_, { db, by }) => ({ id: await reclassifyAll(db, by) }),
});

export const OWN_RULES: readonly Operation[] = [
  ...[list, create, preview, anew, pause(true), pause(false), remove],
];
