'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { faultInWords } from '@/app/_components/ui/fault';
import type { SettingFault } from '@/app/_components/ui/setting-field';
import { MatcherText } from '@/lib/alerts/matcher-text';
import { Route } from '@/lib/alerts/routes';
import { SEVERITIES } from '@/lib/alerts/severity';
import { removeRoute, saveRoute } from '@/lib/notify/channel-changes';

const PAGE = '/settings/channels';
const Id = z.coerce.number().int().positive();

export type RouteAnswer = { kind: 'saved' } | { kind: 'faults'; faults: SettingFault[] };

const RouteForm = z
  .object({
    severities: z.array(z.enum(SEVERITIES)),
    matchers: MatcherText,
    repeatMinutes: z.string().transform((text) => (text === '' ? null : Number(text))),
    quietFrom: z.string(),
    quietUntil: z.string(),
    timeZone: z.string(),
    exceptCritical: z.boolean(),
  })
  .transform(
    ({ quietFrom, quietUntil, timeZone, exceptCritical, ...route }): z.input<typeof Route> => ({
      ...route,
      quietHours:
        quietFrom === '' && quietUntil === ''
          ? null
          : { from: quietFrom, until: quietUntil, timeZone, except: exceptCritical ? ['critical'] : [] },
    }),
  )
  .pipe(Route);

/** Where a fault of the quiet hours is shown. */
const FIELDS: Record<string, string> = { from: 'quietFrom', until: 'quietUntil', timeZone: 'timeZone' };

/** Keeps a route: a new one, or the one whose id the form holds. */
export async function submitRoute(_: RouteAnswer | null, form: FormData): Promise<RouteAnswer> {
  const person = await requireRole('administrator');
  const given = { ...Object.fromEntries(form), severities: form.getAll('severities') };
  const route = RouteForm.safeParse({ ...given, exceptCritical: form.get('exceptCritical') === 'on' });
  if (!route.success) {
    const faults = route.error.issues.map(({ path: [first, second], message }) => ({
      field: first === 'quietHours' ? (FIELDS[String(second)] ?? 'quietFrom') : String(first ?? ''),
      message,
    }));
    return { kind: 'faults', faults };
  }
  const routeId = Id.safeParse(form.get('id'));
  const channelId = Id.parse(form.get('channelId'));
  try {
    await saveRoute(
      await storeFor('administrator'),
      person,
      channelId,
      routeId.success ? routeId.data : null,
      route.data,
    );
  } catch (error) {
    console.error('route:', error);
    return { kind: 'faults', faults: [{ field: '', message: faultInWords(error) }] };
  }
  revalidatePath(PAGE, 'layout');
  return { kind: 'saved' };
}

export async function deleteRoute(form: FormData): Promise<void> {
  const person = await requireRole('administrator');
  await removeRoute(
    await storeFor('administrator'),
    person,
    Id.parse(form.get('channelId')),
    Id.parse(form.get('id')),
  );
  revalidatePath(PAGE, 'layout');
}
