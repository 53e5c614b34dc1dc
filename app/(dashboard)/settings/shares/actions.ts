'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { reach } from '@/app/_access/reach';
import { storeFor } from '@/app/_access/store';
import type { Answer } from '@/app/_components/ui/answer';
import { fixedHref } from '@/app/_panels/fixed-href';
import { sharedPath } from '@/app/_panels/shared-paths';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { PageHref } from '@/lib/store/saved-views';
import { createShareLink, revokeShareLink } from '@/lib/store/share-links';

const PAGE = '/settings/shares';
const DAY_MS = 86_400_000;

const Form = z.object({
  name: z.string().trim().min(1, 'say what it is for').max(100),
  href: PageHref.refine((href) => sharedPath(href) !== null, 'this page cannot be shared'),
  time: z.enum(['moving', 'fixed']),
  days: z.enum(['1', '7', '30', '90']),
});

export async function shareHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('operator');
  const { data, error } = Form.safeParse(Object.fromEntries(form));
  if (!data) {
    const [issue] = error.issues;
    return { kind: 'fault', field: String(issue?.path[0]), words: issue?.message ?? 'not understood' };
  }
  const now = new Date();
  const { timeZone } = await viewerZone();
  const { token } = await createShareLink(await storeFor('operator'), by, {
    name: data.name,
    href: fixedHref(data.href, data.time === 'fixed' ? 'fixed' : 'moving', now, timeZone),
    expiresAt: new Date(now.getTime() + Number(data.days) * DAY_MS),
    workspaces: by.inSight,
  });
  revalidatePath(PAGE);
  const origin = reach().publicUrl ?? `http://${(await headers()).get('host')}`;
  return {
    kind: 'secret',
    words: 'Keep it now: it is not shown again. Whoever has it sees this page.',
    secret: `${origin.replace(/\/$/, '')}/shared/${token}`,
  };
}

export async function revokeShareHere(form: FormData): Promise<void> {
  const by = await requireRole('operator');
  const id = z.coerce.number().int().positive().parse(form.get('id'));
  await revokeShareLink(await storeFor('operator'), by, id, new Date());
  revalidatePath(PAGE);
}
