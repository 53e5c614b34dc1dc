'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { ownPath } from '@/app/_access/own-path';
import { requireRole } from '@/app/_access/person';
import { storeFor, wholeStoreFor } from '@/app/_access/store';
import type { Answer } from '@/app/_components/ui/answer';
import { settingFaults } from '@/app/_components/ui/setting-field';
import { readRecipient } from '@/app/_panels/suppression-words';
import { readEnv } from '@/lib/env';
import { domainOf } from '@/lib/mail/address';
import { onlyWorkspace } from '@/lib/queries/only-workspace';
import { AddressHash } from '@/lib/store/address-hash';
import { addressSealer } from '@/lib/store/address-seal';
import { addressKey } from '@/lib/store/settings';
import { setSoftBounceRule } from '@/lib/store/soft-bounce-rule';
import { reinstate, suppressByHand } from '@/lib/store/suppress-by-hand';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';

const PAGE = '/suppressions';

const Note = z.string().trim().min(1, 'say why: it is written down with your name').max(500);
const Address = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an address such as ana@example.com');

/** Leads to whom was asked for: by the whole address, of which only a keyed hash goes on, or by a domain. */
export async function findSuppression(form: FormData): Promise<void> {
  const db = await storeFor('viewer');
  const text = z.string().max(320).catch('').parse(form.get('text')).trim().replace(/^<|>$/g, '');
  const page = new URL(ownPath(z.string().max(8000).catch('').parse(form.get('carried'))), 'http://here');
  const found = (key: string, value: string): never => {
    page.searchParams.set(key, value);
    return redirect(`${PAGE}${page.search}`);
  };
  if (text === '') {
    page.searchParams.delete('state');
    redirect(`${PAGE}${page.search}`);
  }
  const domain = text.startsWith('@') ? text.slice(1) : text.includes('@') ? null : text;
  if (domain !== null) return found('domain', domain.toLowerCase());
  const hash = new AddressHash(await addressKey(db)).of(text)!;
  return found('who', hash.toString('hex'));
}

export async function reinstateHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('operator');
  const db = await storeFor('operator');
  const { data, error } = z
    .object({ recipient: z.string(), note: Note })
    .safeParse({ recipient: form.get('recipient'), note: form.get('note') });
  if (!data) return faultOf(error);
  const ref = readRecipient(data.recipient);
  const done = ref && (await reinstate(db, by, ref, data.note, new Date()));
  if (!done) return { kind: 'fault', field: '', words: 'It is not suppressed any more.' };
  revalidatePath(PAGE, 'layout');
  return { kind: 'done', words: 'Reinstated.' };
}

export async function suppressHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('operator');
  const db = await storeFor('operator');
  const { data, error } = z
    .object({ address: Address, note: Note })
    .safeParse({ address: form.get('address'), note: form.get('note') });
  if (!data || domainOf(data.address) === null)
    return error ? faultOf(error) : { kind: 'fault', field: 'address', words: 'an address has a domain' };
  const recipientHash = new AddressHash(await addressKey(db)).of(data.address)!.readBigInt64BE();
  const sealed = addressSealer(readEnv())?.(data.address) ?? null;
  const workspaceId = await onlyWorkspace(db);
  if (workspaceId === null) return { kind: 'fault', field: '', words: 'Choose a workspace first.' };
  await suppressByHand(db, by, workspaceId, { ...data, recipientHash, sealed }, new Date());
  revalidatePath(PAGE, 'layout');
  return { kind: 'done', words: 'Suppressed.' };
}

export async function changeSoftBounceRule(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('operator');
  const { data, error } = SoftBounceRule.safeParse({
    ...{ bounces: form.get('bounces'), withinDays: form.get('withinDays'), overDays: form.get('overDays') },
  });
  if (!data) return faultOf(error);
  await setSoftBounceRule(await wholeStoreFor('operator'), by, data);
  revalidatePath(PAGE, 'layout');
  return { kind: 'done', words: 'Saved: within a minute all is decided by it.' };
}

function faultOf(error: z.ZodError): Answer {
  const [fault] = settingFaults(error);
  return { kind: 'fault', field: fault?.field ?? '', words: fault?.message ?? 'not understood' };
}
