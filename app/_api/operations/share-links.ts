import { z } from 'zod';
import { fixedHref } from '@/app/_panels/fixed-href';
import { sharedPath } from '@/app/_panels/shared-paths';
import { shareLinks } from '@/lib/queries/share-links';
import { PageHref } from '@/lib/store/saved-views';
import { createShareLink, revokeShareLink } from '@/lib/store/share-links';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { IdPath } from '../row-id';

const DAY_MS = 86_400_000;

const Link = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    href: z.string(),
    createdBy: z.string(),
    createdAt: Time,
    expiresAt: Time,
    lastUsedAt: Time.nullable(),
    revokedAt: Time.nullable(),
  })
  .meta({ id: 'ShareLink', description: 'Never the secret itself' });

const list = operation({
  id: 'listShareLinks',
  method: 'GET',
  path: '/share-links',
  group: 'Views and links',
  needs: 'operator',
  summary: 'Secret links that were made, the latest first',
  answer: z.strictObject({ data: z.array(Link) }),
  example: {
    data: [
      {
        ...{ id: 3, name: 'For the customer', href: '/providers?range=7d', createdBy: 'ada' },
        ...{ createdAt: '2026-11-20T08:00:00.000Z', expiresAt: '2026-11-27T08:00:00.000Z' },
        ...{ lastUsedAt: null, revokedAt: null },
      },
    ],
  },
  async run(_, { db }) {
    const all = await shareLinks(db);
    return {
      data: all.map((one) => ({
        ...{ ...one, createdAt: time(one.createdAt), expiresAt: time(one.expiresAt) },
        ...{ lastUsedAt: timeOrNull(one.lastUsedAt), revokedAt: timeOrNull(one.revokedAt) },
      })),
    };
  },
});

const create = operation({
  id: 'createShareLink',
  method: 'POST',
  path: '/share-links',
  group: 'Views and links',
  needs: 'operator',
  summary: 'A secret link to one page, for people without an account: it is told here and never again',
  description:
    'The overview, Providers, a provider, a code or Enforcement; it shows the workspaces in sight.',
  body: z.strictObject({
    name: z.string().trim().min(1, 'say what it is for').max(100),
    href: PageHref.refine((href) => sharedPath(href) !== null, 'this page cannot be shared'),
    time: z
      .enum(['moving', 'fixed'])
      .default('moving')
      .meta({ description: 'A range up to now whenever it is looked at, or up to now for good' }),
    days: z.int().min(1).max(90).default(7).meta({ description: 'Until it expires' }),
  }),
  bodyExample: { name: 'For the customer', href: '/providers?range=7d' },
  status: 201,
  answer: z.strictObject({ id: z.int(), address: z.string() }),
  example: { id: 3, address: 'https://mail.example.com/shared/…' },
  async run({ body, request }, { db, by, now, setup: { publicUrl, timeZone } }) {
    const { id, token } = await createShareLink(db, by, {
      name: body.name,
      href: fixedHref(body.href, body.time, now, timeZone),
      expiresAt: new Date(now.getTime() + body.days * DAY_MS),
      workspaces: by.inSight,
    });
    const origin = publicUrl ?? `http://${request.headers.get('host')}`;
    return { id, address: `${origin.replace(/\/$/, '')}/shared/${token}` };
  },
});

const revoke = operation({
  id: 'revokeShareLink',
  method: 'DELETE',
  path: '/share-links/{id}',
  group: 'Views and links',
  needs: 'operator',
  summary: 'It shows nothing from now on',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 3 },
  async run({ path: { id } }, { db, by, now }) {
    if (await revokeShareLink(db, by, id, now)) return { id };
    throw gone('link in force');
  },
});

export const SHARE_LINKS: readonly Operation[] = [list, create, revoke];
