'use server';

import type { ReactNode } from 'react';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { secretBoxHere } from '@/app/_access/secret-box';
import { storeOf } from '@/app/_access/store';
import { visible } from '@/app/_components/format/foreign-text';
import { faultInWords } from '@/app/_components/ui/fault';
import { RawText } from '@/app/_components/ui/raw-text';
import { type EventKey, readEventId } from '@/lib/queries/event-row';
import { revealRecipient } from '@/lib/store/reveal-recipient';
import { revealRecord } from '@/lib/store/reveal-record';

const Asked = z.object({ id: z.string().max(80) });

function keyIn(form: FormData): EventKey | null {
  const { data } = Asked.safeParse({ id: form.get('id') });
  return data ? readEventId(data.id) : null;
}

const said = (words: string) => <p className="text-ink-2">{words}</p>;
const NO_EVENT = 'That event is not stored any more.';

/** The record with the addresses that are in it; who looked is written down first. */
export async function showRecord(_before: ReactNode, form: FormData): Promise<ReactNode> {
  const person = await requireRole('operator');
  const key = keyIn(form);
  try {
    const record = key && (await revealRecord(storeOf(person), person, key));
    if (!record) return said(NO_EVENT);
    return record.kind === 'found' ? <RawText text={record.text} isCut={record.isCut} /> : said(record.why);
  } catch (error) {
    console.error('show record:', error);
    return said(faultInWords(error));
  }
}

/** The whole address, where this installation keeps them. */
export async function showRecipient(_before: ReactNode, form: FormData): Promise<ReactNode> {
  const person = await requireRole('operator');
  const key = keyIn(form);
  if (!key) return said(NO_EVENT);
  try {
    const event = { ...key, originId: BigInt(key.originId), position: BigInt(key.position) };
    const revealed = await revealRecipient(storeOf(person), secretBoxHere(), person, event);
    if ('address' in revealed)
      return <p className="break-all font-mono text-xs">{visible(revealed.address)}</p>;
    return said(revealed.refusal === 'absent' ? NO_EVENT : NOT_KEPT);
  } catch (error) {
    console.error('show recipient:', error);
    return said(faultInWords(error));
  }
}

const NOT_KEPT =
  'Its address was not kept: they are where BOUNCEBOARD_KEEP_ADDRESSES_DAYS is set, from then on.';
