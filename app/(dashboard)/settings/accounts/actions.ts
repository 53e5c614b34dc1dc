'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { requireSeesAll } from '@/app/_access/person';
import { reach } from '@/app/_access/reach';
import type { Answer } from '@/app/_components/ui/answer';
import { readSettings, settingFields } from '@/app/_components/ui/setting-field';
import { setDisabled, setMembership, setRole } from '@/lib/auth/accounts';
import { inviteLink, resetLink } from '@/lib/auth/links';
import { ROLES, type Visitor } from '@/lib/auth/person';
import { SecondFactorRule, setSecondFactorRule } from '@/lib/auth/second-factor-rule';
import { webDb } from '@/lib/db';

const PAGE = '/settings/accounts';
const Id = z.coerce.number().int().positive();
const Name = z.string().max(200);
const ChosenRole = z.enum(ROLES);
/** null: all of them, and those to come. */
const ChosenWorkspace = z.union([z.literal('all').transform(() => null), Id]);

/** As the administrator sees the dashboard: those who get the link are asked to open it as they do. */
async function addressOfLink(path: string): Promise<string> {
  return `${reach().publicUrl ?? `http://${(await headers()).get('host')}`}${path}`;
}

export async function inviteHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const wanted = {
    name: Name.parse(form.get('name')),
    role: ChosenRole.parse(form.get('role')),
    workspaceId: form.has('workspace') ? ChosenWorkspace.parse(form.get('workspace')) : null,
  };
  const link = await inviteLink(webDb(), by, wanted, new Date());
  if ('fault' in link) return { kind: 'fault', field: 'name', words: link.fault };
  revalidatePath(PAGE);
  return {
    kind: 'secret',
    words: `With this, ${wanted.name} joins as ${wanted.role}:`,
    secret: await addressOfLink(link.made),
  };
}

export async function changeSecondFactorRule(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const rule = SecondFactorRule.safeParse(readSettings(settingFields(SecondFactorRule), form));
  if (!rule.success) return { kind: 'fault', field: '', words: 'choose one of these' };
  const fault = await setSecondFactorRule(webDb(), by, rule.data);
  if (fault) return { kind: 'fault', field: 'requiredOf', words: fault };
  revalidatePath(PAGE);
  return { kind: 'done', words: 'It holds from the next click of everybody.' };
}

export async function changeAccount(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireSeesAll('administrator');
  const id = Id.parse(form.get('id'));
  const intent = z.enum(['role', 'workspaces', 'disable', 'enable', 'reset']).parse(form.get('intent'));
  if (intent === 'reset') {
    const link = await resetLink(webDb(), by, id, new Date());
    if ('fault' in link) return { kind: 'fault', field: '', words: link.fault };
    const secret = await addressOfLink(link.made);
    return { kind: 'secret', words: 'With this, a new password is chosen, once and within a day:', secret };
  }
  const fault = await change(by, id, intent, form);
  revalidatePath(PAGE);
  return fault ? { kind: 'fault', field: '', words: fault } : { kind: 'done', words: 'Done.' };
}

function change(by: Visitor, id: number, intent: string, form: FormData): Promise<string | null> {
  switch (intent) {
    case 'role':
      return setRole(webDb(), by, id, ChosenRole.parse(form.get('role')));
    case 'workspaces': {
      const chosen = z.array(ChosenWorkspace).parse(form.getAll('workspace'));
      return setMembership(
        webDb(),
        by,
        id,
        chosen.includes(null) ? null : chosen.filter((one) => one !== null),
      );
    }
    default:
      return setDisabled(webDb(), by, id, intent === 'disable', new Date());
  }
}
