'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import { acknowledgeIncident, takeBackAcknowledgement } from '@/lib/alerts/acknowledge';
import { MatcherText } from '@/lib/alerts/matcher-text';
import { createSilence, endSilence, SilenceDraft } from '@/lib/alerts/silences';

// Nothing here answers a GET: scanners of mail follow every link of a notification.

const Id = z.coerce.number().int().positive();
const Note = z.string().trim().max(500);

/** Also of what is over by now: the page then says so. */
export async function acknowledge(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const note = Note.parse(form.get('note') ?? '') || null;
  await acknowledgeIncident(
    await storeFor('operator'),
    person,
    { incidentId: Id.parse(form.get('id')), note },
    new Date(),
  );
  revalidatePath('/alerts', 'layout');
}

export async function takeBack(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  await takeBackAcknowledgement(await storeFor('operator'), person, Id.parse(form.get('id')));
  revalidatePath('/alerts', 'layout');
}

const SilenceForm = z.object({
  matchers: MatcherText,
  hours: z.coerce.number('say for how long').positive('say for how long'),
  note: z.string(),
});

export type SilenceAnswer =
  | { kind: 'silenced'; until: string }
  | { kind: 'faults'; faults: { field: string; message: string }[] };

export async function silence(_: SilenceAnswer | null, form: FormData): Promise<SilenceAnswer> {
  const person = await requireRole('operator');
  const startsAt = new Date();
  const draft = SilenceForm.transform(({ hours, ...given }) => ({
    ...given,
    startsAt,
    endsAt: new Date(startsAt.getTime() + hours * 3_600_000),
  }))
    .pipe(SilenceDraft)
    .safeParse(Object.fromEntries(form));
  if (!draft.success) {
    const faults = draft.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'faults', faults };
  }
  try {
    await createSilence(await storeFor('operator'), person, draft.data);
  } catch (error) {
    console.error('silence:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath('/alerts', 'layout');
  return { kind: 'silenced', until: draft.data.endsAt.toISOString() };
}

export async function unsilence(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  await endSilence(await storeFor('operator'), person, Id.parse(form.get('id')), new Date());
  revalidatePath('/alerts', 'layout');
}
