'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { requireSeesAll } from '@/app/_access/person';
import { reach } from '@/app/_access/reach';
import type { Answer } from '@/app/_components/ui/answer';
import { setDisabled, setRole } from '@/lib/auth/accounts';
import { inviteLink, resetLink } from '@/lib/auth/links';
import { ROLES } from '@/lib/auth/person';
import { webDb } from '@/lib/db';

const PAGE = '/settings/accounts';
const Id = z.coerce.number().int().positive();
const Name = z.string().max(200);
const ChosenRole = z.enum(ROLES);

/** As the administrator sees the dashboard: those who get the link are asked to open it as they do. */
async function addressOfLink(path: string): Promise<string> {
  return `${reach().publicUrl ?? `http://${(await headers()).get('host')}`}${path}`;
}

export async function inviteHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const wanted = { name: Name.parse(form.get('name')), role: ChosenRole.parse(form.get('role')) };
  const link = await inviteLink(webDb(), by, wanted, new Date());
  if ('fault' in link) return { kind: 'fault', field: 'name', words: link.fault };
  revalidatePath(PAGE);
  return {
    kind: 'secret',
    words: `With this, ${wanted.name} joins as ${wanted.role}:`,
    secret: await addressOfLink(link.made),
  };
}

export async function changeAccount(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const id = Id.parse(form.get('id'));
  const intent = z.enum(['role', 'disable', 'enable', 'reset']).parse(form.get('intent'));
  if (intent === 'reset') {
    const link = await resetLink(webDb(), by, id, new Date());
    if ('fault' in link) return { kind: 'fault', field: '', words: link.fault };
    const secret = await addressOfLink(link.made);
    return { kind: 'secret', words: 'With this, a new password is chosen, once and within a day:', secret };
  }
  const fault =
    intent === 'role'
      ? await setRole(webDb(), by, id, ChosenRole.parse(form.get('role')))
      : await setDisabled(webDb(), by, id, intent === 'disable', new Date());
  revalidatePath(PAGE);
  return fault ? { kind: 'fault', field: '', words: fault } : { kind: 'done', words: 'Done.' };
}
