'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { requireRole, requireSeesAll } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import { readSettings, type SettingFault, settingFields } from '@/app/_components/ui/setting-field';
import { webIntake } from '@/app/_intake/web-intake';
import { senderById } from '@/app/_setup/senders';
import { type Step, wayById } from '@/app/_setup/ways';
import { connectSource } from '@/lib/auth/connect-source';
import { withOwnRules } from '@/lib/classify/own-rules';
import { webDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { type Tried, tryRecords } from '@/lib/ingest/try-records';
import { sourceKindOf } from '@/lib/source-kinds/index';
import { namesFiles } from '@/lib/sources/names-files';
import { rulesInForce } from '@/lib/store/own-rules';
import { SourceRefused } from '@/lib/store/source-settings';

export type ConnectAnswer =
  | { kind: 'faults'; faults: SettingFault[] }
  | { kind: 'made'; id: number; name: string; steps: Step[]; checks: readonly string[]; hasToken: boolean };

const Asked = z.object({
  sender: z.string(),
  way: z.string(),
  name: z.string().default(''),
  timeZone: z.string().default(''),
  log: z.string().default(''),
});

/** Makes the source, and says what is to be done on the sender's side. */
export async function connect(_: ConnectAnswer | null, form: FormData): Promise<ConnectAnswer> {
  await requireRole('operator');
  const asked = Asked.parse(Object.fromEntries(form));
  const sender = senderById(asked.sender);
  const way = wayById(asked.way);
  const kind = way && sourceKindOf(way.kind);
  if (!sender || !way || !kind) return { kind: 'faults', faults: [{ field: '', message: 'Choose anew.' }] };
  const settings = readSettings(settingFields(kind.settings, kind.secrets), form);
  // Whoever names files of the server can have them shown, or a socket opened in their place, whosever they are.
  const person = namesFiles(kind.kind, settings)
    ? await requireSeesAll('administrator')
    : await requireRole('operator');
  const { name, timeZone } = asked;
  try {
    const given = { name, kind: kind.kind, format: kind.format ?? sender.format, timeZone, settings };
    const made = await connectSource(await storeFor('operator'), webIntake().box, person, given);
    revalidatePath('/sources', 'layout');
    const address = readEnv().publicUrl ?? `http://${(await headers()).get('host')}`;
    const context = { ...made, address, log: asked.log, format: sender.format };
    const steps = way.steps({ ...context, settings: { ...kind.settings.parse(settings) } });
    return { kind: 'made', id: made.id, name, steps, checks: way.checks, hasToken: made.token !== null };
  } catch (error) {
    if (error instanceof SourceRefused) return { kind: 'faults', faults: [...error.issues] };
    console.error('connect a source:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
}

const MOST_TRIED = 64_000;

export type TryAnswer = Tried | { kind: 'fault'; message: string };

/** What would be made of some lines, without keeping any of them. */
export async function tryLines(_: TryAnswer | null, form: FormData): Promise<TryAnswer> {
  await requireRole('viewer');
  const text = z.string().parse(form.get('text') ?? '');
  const format = z.string().parse(form.get('format') ?? 'auto');
  if (text.trim() === '') return { kind: 'fault', message: 'Paste a line, or a few.' };
  if (text.length > MOST_TRIED) {
    const message = `That is more than ${MOST_TRIED / 1000} kB: a few lines are enough, a file can be uploaded.`;
    return { kind: 'fault', message };
  }
  try {
    const { rules } = await rulesInForce(webDb());
    const context = { referenceTime: Date.now(), timeZone: readEnv().timeZone };
    return tryRecords(text, format, context, withOwnRules(rules));
  } catch (error) {
    console.error('try lines:', error);
    return { kind: 'fault', message: faultInWords(error) };
  }
}
