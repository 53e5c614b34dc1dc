'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import type { PreviewShown } from '@/app/_components/ui/rule-preview';
import {
  readSettings,
  type SettingFault,
  settingFaults,
  settingFields,
} from '@/app/_components/ui/setting-field';
import { rulePreview } from '@/app/_panels/rule-preview';
import { viewerZone } from '@/app/_panels/viewer-zone';
import {
  changeRule,
  createRule,
  NameTakenError,
  RuleHead,
  removeRule,
  setRuleEnabled,
} from '@/lib/alerts/rule-changes';
import { RULE_KINDS } from '@/lib/alerts/rules';

const PAGE = '/alerts/rules';

const Id = z.coerce.number().int().positive();

export type RuleAnswer =
  | { kind: 'faults'; faults: SettingFault[] }
  | { kind: 'preview'; shown: PreviewShown | null };

const Intent = z.enum(['preview', 'save']);

/** Says what a rule would have done, or keeps it: a new one, or the one whose id the form holds. */
export async function submitRule(_: RuleAnswer | null, form: FormData): Promise<RuleAnswer> {
  const person = await requireRole('operator');
  const kind = RULE_KINDS.find((one) => one.kind === form.get('kind'));
  if (!kind) return { kind: 'faults', faults: [{ field: '', message: 'there is no such kind of rule' }] };
  const settings = kind.settings.safeParse(readSettings(settingFields(kind.settings), form));
  if (Intent.parse(form.get('intent')) === 'preview') return preview(kind.kind, settings);
  const head = RuleHead.safeParse({ name: form.get('name'), severity: form.get('severity') });
  if (!head.success || !settings.success) {
    const faults = [head, settings].flatMap(({ error }) => (error ? settingFaults(error) : []));
    return { kind: 'faults', faults };
  }
  const draft = { ...head.data, kind: kind.kind, settings: settings.data };
  const id = Id.safeParse(form.get('id'));
  try {
    if (id.success) await changeRule(await storeFor('operator'), person, id.data, draft);
    else await createRule(await storeFor('operator'), person, draft);
  } catch (error) {
    if (error instanceof NameTakenError) {
      return { kind: 'faults', faults: [{ field: 'name', message: error.message }] };
    }
    console.error('alert rule:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath('/alerts', 'layout');
  redirect(PAGE);
}

async function preview(kind: string, settings: z.ZodSafeParseResult<unknown>): Promise<RuleAnswer> {
  if (!settings.success) return { kind: 'faults', faults: settingFaults(settings.error) };
  try {
    return { kind: 'preview', shown: await rulePreview(kind, settings.data, (await viewerZone()).timeZone) };
  } catch (error) {
    console.error('alert rule:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
}

export async function switchRule(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  const enabled = z.enum(['true', 'false']).parse(form.get('enabled')) === 'true';
  await setRuleEnabled(await storeFor('operator'), person, Id.parse(form.get('id')), enabled);
  revalidatePath('/alerts', 'layout');
}

export async function deleteRule(form: FormData): Promise<void> {
  const person = await requireRole('operator');
  await removeRule(await storeFor('operator'), person, Id.parse(form.get('id')));
  revalidatePath('/alerts', 'layout');
  redirect(PAGE);
}
