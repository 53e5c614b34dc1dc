'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole, requireSeesAll } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import type { OwnRuleAnswer } from '@/app/_components/ui/own-rule-form';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { webDb } from '@/lib/db';
import { ownRuleMatches } from '@/lib/queries/own-rule-matches';
import { createOwnRule, deleteOwnRule, reclassifyAll, setOwnRuleEnabled } from '@/lib/store/own-rules';

const PAGE = '/unclassified';

const Intent = z.enum(['preview', 'save']);

/** Says what a rule would have matched, or keeps it. */
export async function submitOwnRule(_: OwnRuleAnswer | null, form: FormData): Promise<OwnRuleAnswer> {
  await requireRole('operator');
  const intent = Intent.parse(form.get('intent'));
  const { data: draft, error } = OwnRuleForm.safeParse(Object.fromEntries(form));
  if (!draft) {
    const faults = error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'faults', faults };
  }
  // What is judged by it is everybody's mail.
  const person = intent === 'save' ? await requireSeesAll('operator') : null;
  try {
    if (!person) return { kind: 'preview', matches: await ownRuleMatches(await storeFor('operator'), draft) };
    await createOwnRule(webDb(), person, draft);
  } catch (error) {
    console.error('own rule:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath(PAGE);
  return { kind: 'saved', name: draft.name };
}

const Id = z.coerce.number().int().positive();

export async function switchOwnRule(form: FormData): Promise<void> {
  const person = await requireSeesAll('operator');
  const enabled = z.enum(['true', 'false']).parse(form.get('enabled')) === 'true';
  await setOwnRuleEnabled(webDb(), person, Id.parse(form.get('id')), enabled);
  revalidatePath(PAGE);
}

export async function removeOwnRule(form: FormData): Promise<void> {
  const person = await requireSeesAll('operator');
  await deleteOwnRule(webDb(), person, Id.parse(form.get('id')));
  revalidatePath(PAGE);
}

export async function judgeAllAnew(): Promise<void> {
  await reclassifyAll(webDb(), await requireSeesAll('operator'));
  revalidatePath(PAGE);
}
