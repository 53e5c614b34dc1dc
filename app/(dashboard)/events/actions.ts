'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { ownPath } from '@/app/_access/own-path';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { AddressHash } from '@/lib/store/address-hash';
import { addressKey } from '@/lib/store/settings';
import { WAY_IDS } from './ways';

const Sought = z.object({
  by: z.enum(WAY_IDS),
  text: z.string().trim().max(1000),
  carried: z.string().max(8000),
});

/** Leads to the events that were asked for. Whoever is typed stands in the address by a keyed hash alone. */
export async function findEvents(form: FormData): Promise<void> {
  await requireRole('viewer');
  const { data } = Sought.safeParse(Object.fromEntries(form));
  if (!data) redirect('/events');
  const page = new URL(ownPath(data.carried), 'http://here');
  if (data.text) {
    const [key, value] = await asAddressed(data.by, data.text);
    for (const other of ['recipient', 'domain']) if (data.by === 'recipient') page.searchParams.delete(other);
    page.searchParams.set(key, value);
  }
  redirect(`/events${page.search}`);
}

async function asAddressed(by: z.infer<typeof Sought>['by'], text: string): Promise<[string, string]> {
  const bare = text.replace(/^<|>$/g, '');
  if (by === 'recipient' && bare.startsWith('@')) return ['domain', bare.slice(1).toLowerCase()];
  if (by === 'recipient' || by === 'message') return [by, await hashOf(bare)];
  return [by, text];
}

async function hashOf(value: string): Promise<string> {
  const hash = new AddressHash(await addressKey(await storeFor('viewer')));
  return hash.of(value)!.toString('hex');
}
