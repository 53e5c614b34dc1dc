'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireSeesAll } from '@/app/_access/person';
import { faultInWords } from '@/app/_components/ui/fault';
import { webIntake } from '@/app/_intake/web-intake';
import { loadSample } from '@/lib/auth/sample-data';
import { webDb } from '@/lib/db';
import { removeSample } from '@/lib/store/remove-sample';

/** Only a form that somebody sent asks for so much. */
const Form = z.instanceof(FormData);

/** @returns why it could not be brought. */
export async function bringSample(_: string | null, form: FormData): Promise<string | null> {
  const by = await requireSeesAll('administrator');
  Form.parse(form);
  try {
    const loaded = await loadSample(webDb(), by, new Date());
    if ('fault' in loaded) return loaded.fault;
    webIntake().announce(loaded.made);
  } catch (error) {
    console.error('load the sample:', error);
    return faultInWords(error);
  }
  revalidatePath('/', 'layout');
  return null;
}

/** @returns why it could not be removed. */
export async function dropSample(_: string | null, form: FormData): Promise<string | null> {
  const by = await requireSeesAll('administrator');
  Form.parse(form);
  try {
    await removeSample(webDb(), by);
  } catch (error) {
    console.error('remove the sample:', error);
    return faultInWords(error);
  }
  revalidatePath('/', 'layout');
  return null;
}
