'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireRole, requireSeesAll } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import { readSettings, type SettingFault, settingFields } from '@/app/_components/ui/setting-field';
import { webIntake } from '@/app/_intake/web-intake';
import { addSourceToken, revokeSourceToken } from '@/lib/auth/connect-source';
import { confirmSubscriptions, SubscriptionUnconfirmed } from '@/lib/intake/confirm-subscription';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { guardedGet } from '@/lib/outgoing/guarded-get';
import { sourceKindOf } from '@/lib/source-kinds/index';
import { namesFiles } from '@/lib/sources/names-files';
import { retryBatch } from '@/lib/store/inbox';
import { removeSource, setSourcePaused } from '@/lib/store/source-changes';
import { changeSource, SourceRefused } from '@/lib/store/source-settings';
import { sourceById } from '@/lib/store/sources';
import { retryUpload } from '@/lib/store/unread-uploads';

const PAGE = '/sources';
const Id = z.coerce.number().int().positive();

export async function pauseSource(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const paused = z.enum(['true', 'false']).parse(form.get('paused')) === 'true';
  await setSourcePaused(await storeFor('operator'), person, Id.parse(form.get('id')), paused);
  revalidatePath(PAGE, 'layout');
}

interface SourceAnswer {
  faults: SettingFault[];
}

/** Changes how records come in. */
export async function saveSource(_: unknown, form: FormData): Promise<SourceAnswer> {
  await requireRole('operator');
  const id = Id.parse(form.get('id'));
  const db = await storeFor('operator');
  const kind = sourceKindOf((await sourceById(db, id)).kind);
  if (!kind) return { faults: [{ field: '', message: 'it is not set up here' }] };
  const settings = readSettings(settingFields(kind.settings, kind.secrets), form);
  // Whoever names files of the server can have them shown, or a socket opened in their place, whosever they are.
  const person = namesFiles(kind.kind, settings)
    ? await requireSeesAll('administrator')
    : await requireRole('operator');
  const timeZone = String(form.get('timeZone') ?? '').trim();
  try {
    await changeSource(db, person, webIntake().box, id, { timeZone, settings });
  } catch (error) {
    if (error instanceof SourceRefused) return { faults: [...error.issues] };
    console.error('change a source:', error);
    return { faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath(PAGE, 'layout');
  redirect(`${PAGE}/${id}`);
}

export async function deleteSource(form: FormData): Promise<void> {
  const person = await requireRole('administrator');
  const id = Id.parse(form.get('id'));
  const removed = await removeSource(await storeFor('administrator'), person, id);
  revalidatePath(PAGE, 'layout');
  // One that has brought something meanwhile stays, and its page says so.
  redirect(removed ? PAGE : `${PAGE}/${id}`);
}

/** Reads an upload again that was given up. */
export async function retryFailedUpload(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const [sourceId, uploadId] = [Id.parse(form.get('sourceId')), Id.parse(form.get('uploadId'))];
  await retryUpload(await storeFor('operator'), person, { sourceId, uploadId });
  revalidatePath(PAGE, 'layout');
}

/** Lets a batch be tried again that was given up. */
export async function retryDeadBatch(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const [sourceId, batchId] = [Id.parse(form.get('sourceId')), Id.parse(form.get('batchId'))];
  const batch = { sourceId, batchId };
  if (await retryBatch(await storeFor('operator'), person, batch)) webIntake().announce(batch);
  revalidatePath(PAGE, 'layout');
}

/** One more token: it is told here and never again. */
export async function issueSourceToken(_: string | null, form: FormData): Promise<string> {
  const person = await requireRole('operator');
  const token = await addSourceToken(await storeFor('operator'), person, Id.parse(form.get('sourceId')));
  revalidatePath(PAGE, 'layout');
  return token;
}

export async function endSourceToken(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const [sourceId, tokenId] = [Id.parse(form.get('sourceId')), Id.parse(form.get('tokenId'))];
  await revokeSourceToken(await storeFor('operator'), person, sourceId, tokenId, new Date());
  revalidatePath(PAGE, 'layout');
}

/** Says yes to the SNS topics that ask to post to a source. @returns why that failed, for the operator. */
export async function confirmTopics(_: string | null, form: FormData): Promise<string | null> {
  const person = await requireRole('operator');
  const get = guardedGet(guardedClient({ allowHosts: [] }));
  try {
    await confirmSubscriptions(
      await storeFor('operator'),
      person,
      get,
      Id.parse(form.get('sourceId')),
      new Date(),
    );
  } catch (error) {
    if (error instanceof SubscriptionUnconfirmed) return error.message;
    throw error;
  } finally {
    revalidatePath(PAGE, 'layout');
  }
  return null;
}
