import { describe, expect, test } from 'vitest';
import { readSettings, settingFields } from '@/app/_components/ui/setting-field';
import { sourceKindOf } from '@/lib/source-kinds/index';

/** What has to be filled in, since nothing else could be right. */
const GIVEN: Record<string, Record<string, string>> = {
  syslog: {},
  smtp: { recipients: 'return.example.com, bounces@example.com' },
  imap: { host: 'imap.example.com', user: 'bounces', password: 'secret' },
  maildir: { path: '/var/mail/bounces' },
};

describe.each(Object.entries(GIVEN))('the form of a source of the kind %s', (name, given) => {
  const kind = sourceKindOf(name)!;
  const fields = settingFields(kind.settings, kind.secrets);
  const filled = (values: Record<string, string>) => {
    const form = new FormData();
    for (const field of fields) form.set(field.name, values[field.name] ?? field.preset);
    return kind.settings.safeParse(readSettings(fields, form));
  };

  test('has words for every field', () => {
    expect(fields.filter(({ name, label }) => label === name)).toEqual([]);
  });

  test('is valid as it stands, once what is required has been given', () => {
    expect(filled(given).error?.issues ?? []).toEqual([]);
  });

  test.each(Object.keys(given))('says that %s is missing', (missing) => {
    const issues = filled({ ...given, [missing]: '' }).error?.issues ?? [];
    expect(issues.map(({ path }) => path[0])).toEqual([missing]);
  });
});

test('lists and numbers of a form are read as such', () => {
  const kind = sourceKindOf('smtp')!;
  const fields = settingFields(kind.settings);
  const form = new FormData();
  for (const [name, value] of [
    ['recipients', 'return.example.com, b-*@example.com'],
    ['port', '2526'],
    ['returnPath', 'b-{recipient}@return.example.com'],
  ] as const)
    form.set(name, value);
  expect(kind.settings.parse(readSettings(fields, form))).toMatchObject({
    recipients: ['return.example.com', 'b-*@example.com'],
    port: 2526,
    returnPath: 'b-{recipient}@return.example.com',
    socketPath: null,
  });
});
