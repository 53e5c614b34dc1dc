'use server';

import type { ReactNode } from 'react';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { answerTo } from '@/lib/classify/asked';
import { RowsCard, VerdictCard } from './verdict-card';

/** A bounce with the mail it returns; what is longer has its answer at the beginning all the same. */
const LONGEST = 200_000;
const Asked = z.object({ asked: z.string().transform((text) => text.slice(0, LONGEST)) });

/** What does this code, response, log line or bounce mean? Sent, not linked to: what is pasted names people. */
export async function explainPasted(_before: ReactNode, form: FormData): Promise<ReactNode> {
  await requireRole('viewer');
  const { asked } = Asked.parse({ asked: form.get('asked') });
  if (!asked.trim()) return null;
  const answer = answerTo(asked, Date.now());
  return answer.kind === 'response' ? (
    <VerdictCard response={answer.response} explanation={answer.explanation} />
  ) : (
    <RowsCard asked={asked.trim()} entries={answer.entries} />
  );
}
