'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import type { Answer } from '@/app/_components/ui/answer';
import { issueTokenFor, revokeTokenFor } from '@/lib/auth/token-changes';
import { sourceById } from '@/lib/store/sources';

const PAGE = '/settings/tokens';
const DAY_MS = 86_400_000;

const Form = z.object({
  name: z.string().trim().min(1, 'what it is for, in your own words').max(100),
  /** What it may do: push to a source, by its id, or something of more than one. */
  goodFor: z.union([z.enum(['read', 'admin', 'annotate']), z.coerce.number().int().positive()]),
  days: z.enum(['90', '365', '']),
});

export async function issueTokenHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('administrator');
  const { data, error } = Form.safeParse(Object.fromEntries(form));
  if (!data) {
    const [issue] = error.issues;
    return { kind: 'fault', field: String(issue?.path[0]), words: issue?.message ?? 'not understood' };
  }
  const db = await storeFor('administrator');
  const { goodFor } = data;
  const sourceId = typeof goodFor === 'string' ? null : (await sourceById(db, goodFor)).id;
  const expiresAt = data.days ? new Date(Date.now() + Number(data.days) * DAY_MS) : null;
  const wanted = {
    name: data.name,
    scopes: [typeof goodFor === 'string' ? goodFor : ('ingest' as const)],
    sourceId,
    expiresAt,
  };
  const { token } = await issueTokenFor(db, by, wanted);
  revalidatePath(PAGE);
  return { kind: 'secret', words: 'Keep it now: it is not shown again.', secret: token };
}

export async function revokeTokenHere(form: FormData): Promise<void> {
  const by = await requireRole('administrator');
  await revokeTokenFor(
    await storeFor('administrator'),
    by,
    z.coerce.number().int().positive().parse(form.get('id')),
    new Date(),
  );
  revalidatePath(PAGE);
}
