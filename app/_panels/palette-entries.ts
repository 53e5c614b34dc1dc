import { storeOf } from '@/app/_access/store';
import type { Visitor } from '@/lib/auth/person';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { STATUS_CODES } from '@/lib/mail/status-code-table';
import { PROVIDERS } from '@/lib/providers';
import { savedViews } from '@/lib/queries/saved-views';
import { sourceNames } from '@/lib/queries/source-names';
import { visible } from '../_components/format/foreign-text';
import type { PaletteEntry } from '../_components/ui/palette-entry';
import { settingsPlaces } from '../(dashboard)/settings/places';

/** Everything that has a page of its own, for the box that leads everywhere. */
export async function paletteEntries(visitor: Visitor): Promise<PaletteEntry[]> {
  const db = storeOf(visitor);
  const [views, sources] = await Promise.all([savedViews(db, visitor.id), sourceNames(db)]);
  return [
    ...views.map(({ name, href, isShared }) => ({
      ...{ group: 'Views', title: visible(name), note: isShared ? 'everybody’s' : '', href },
    })),
    ...PROVIDERS.map(({ id, name }) => entry('Providers', name, id, `/providers/${id}`)),
    ...sources.map(({ id, name }) => entry('Sources', visible(name), '', `/sources/${id}`)),
    ...CODES,
    ...settingsPlaces(visitor).map(({ href, title }) => entry('Settings', title, '', href)),
  ];
}

const entry = (group: string, title: string, note: string, href: string): PaletteEntry => ({
  ...{ group, title, note, href },
});

/** Enhanced codes and reply codes as the registries list them. */
const CODES: readonly PaletteEntry[] = [
  ...new Map(
    [...STATUS_CODES, ...REPLY_CODES]
      .map(({ id, title }) => ({ code: id.replace(/^.*\//, ''), title }))
      .filter(({ code }) => /^[245](?:\d\d|\.\d+\.\d+)$/.test(code))
      .map(({ code, title }) => [code, entry('Codes', code, title, `/codes/${code}`)]),
  ).values(),
];
