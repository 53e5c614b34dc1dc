'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole, requireSeesAll } from '@/app/_access/person';
import { keepChosenWorkspace } from '@/app/_access/workspace-choice';
import type { Answer } from '@/app/_components/ui/answer';
import { createWorkspace, moveSource, renameWorkspace } from '@/lib/auth/workspaces';
import { webDb } from '@/lib/db';

const Id = z.coerce.number().int().positive();
const Name = z.string().max(200);

export async function makeWorkspace(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const name = Name.parse(form.get('name'));
  const created = await createWorkspace(webDb(), by, name);
  if ('fault' in created) return { kind: 'fault', field: 'name', words: created.fault };
  revalidatePath('/', 'layout');
  return { kind: 'done', words: `${name.trim()} is there. Put sources and people into it.` };
}

export async function nameWorkspace(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const fault = await renameWorkspace(webDb(), by, Id.parse(form.get('id')), Name.parse(form.get('name')));
  revalidatePath('/', 'layout');
  return fault ? { kind: 'fault', field: '', words: fault } : { kind: 'done', words: 'Done.' };
}

export async function putSource(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const [sourceId, workspaceId] = [Id.parse(form.get('id')), Id.parse(form.get('workspace'))];
  const fault = await moveSource(webDb(), by, { sourceId, workspaceId });
  revalidatePath('/', 'layout');
  return fault ? { kind: 'fault', field: '', words: fault } : { kind: 'done', words: 'Done.' };
}

/** What this browser shows from now on, among what its person may see; null: all of that. */
export async function showWorkspace(chosen: number | null): Promise<void> {
  await requireRole('viewer');
  await keepChosenWorkspace(Id.nullable().parse(chosen));
  revalidatePath('/', 'layout');
}
