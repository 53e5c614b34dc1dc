'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import { readSettings, type SettingFault, settingFields } from '@/app/_components/ui/setting-field';
import { channelKindOf } from '@/lib/channels';
import { readEnv } from '@/lib/env';
import { queueReplay, queueTest } from '@/lib/notify/by-hand';
import {
  ChannelRefused,
  changeChannel,
  createChannel,
  removeChannel,
  setChannelEnabled,
} from '@/lib/notify/channel-changes';
import { openSecretBox } from '@/lib/secret-box';

const PAGE = '/settings/channels';
const Id = z.coerce.number().int().positive();

interface ChannelAnswer {
  kind: 'faults';
  faults: SettingFault[];
}

/** Keeps a channel: a new one, or the one whose id the form holds. */
export async function submitChannel(_: unknown, form: FormData): Promise<ChannelAnswer> {
  const person = await requireRole('administrator');
  const kind = channelKindOf(String(form.get('kind')));
  if (!kind) return { kind: 'faults', faults: [{ field: '', message: 'there is no such kind of channel' }] };
  const settings = readSettings(settingFields(kind.settings, kind.secrets), form);
  const draft = { name: String(form.get('name') ?? ''), kind: kind.kind, settings };
  const known = Id.safeParse(form.get('id'));
  let id: number;
  try {
    const box = openSecretBox(readEnv());
    if (known.success) await changeChannel(await storeFor('administrator'), person, box, known.data, draft);
    id = known.success
      ? known.data
      : await createChannel(await storeFor('administrator'), person, box, draft);
  } catch (error) {
    if (error instanceof ChannelRefused) return { kind: 'faults', faults: [...error.issues] };
    console.error('channel:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath(PAGE, 'layout');
  redirect(`${PAGE}/${id}`);
}

/** On its way like everything else: the page shows what became of it. */
export async function sendTest(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  await queueTest(await storeFor('operator'), person, Id.parse(form.get('id')), new Date());
  revalidatePath(PAGE, 'layout');
}

export async function replay(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  await queueReplay(await storeFor('operator'), person, BigInt(Id.parse(form.get('id'))), new Date());
  revalidatePath(PAGE, 'layout');
}

export async function switchChannel(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const enabled = z.enum(['true', 'false']).parse(form.get('enabled')) === 'true';
  await setChannelEnabled(await storeFor('operator'), person, Id.parse(form.get('id')), enabled);
  revalidatePath(PAGE, 'layout');
}

export async function deleteChannel(form: FormData): Promise<void> {
  const person = await requireRole('administrator');
  await removeChannel(await storeFor('administrator'), person, Id.parse(form.get('id')));
  revalidatePath(PAGE, 'layout');
  redirect(PAGE);
}
