'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireSeesAll } from '@/app/_access/person';
import type { Answer } from '@/app/_components/ui/answer';
import { faultInWords } from '@/app/_components/ui/fault';
import { webDb } from '@/lib/db';
import { type Erasure, erasePerson } from '@/lib/store/erase-person';

const Form = z.object({ address: z.string().trim().min(1, 'whom?').max(320), isSure: z.literal('on') });

/** Takes one person out of the store. */
export async function erasePersonHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const { data, error } = Form.safeParse(Object.fromEntries(form));
  if (!data) {
    const [issue] = error.issues;
    return { kind: 'fault', field: String(issue?.path[0]), words: issue?.message ?? 'not understood' };
  }
  try {
    const erasure = await erasePerson(webDb(), by, data.address);
    revalidatePath('/settings/privacy');
    return { kind: 'done', words: inWords(erasure) };
  } catch (error) {
    if (error instanceof RangeError)
      return { kind: 'fault', field: 'address', words: 'this is no mail address' };
    // The address is in no log: what failed is said by the store, in its own words.
    console.error('erasing a person:', (error as Error).name);
    return { kind: 'fault', field: '', words: faultInWords(error) };
  }
}

function inWords({ erased, left }: Erasure): string {
  const rows = erased.reduce((sum, one) => sum + one.rows, 0);
  const places = left.map(({ table }) => table.replaceAll('_', ' ')).join(', ');
  return [
    rows === 0 ? 'Nothing was found of this address.' : `Erased from ${rows} rows; counts stay.`,
    places && `Settings still name it (${places}): change them where they were made.`,
  ]
    .filter(Boolean)
    .join(' ');
}
