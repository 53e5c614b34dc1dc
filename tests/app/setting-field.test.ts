import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { readSettings, settingFaults, settingFields, settingText } from '@/app/_components/ui/setting-field';
import { RULE_KINDS } from '@/lib/alerts/rules';

const Settings = z.object({
  rate: z.enum(['bounce', 'deferral']).describe('Rate'),
  threshold: z.number().gt(0).lt(1).describe('Threshold').meta({ unit: 'share' }),
  windowsMinutes: z.array(z.number().int()).min(1).describe('Windows, in minutes'),
  minimum: z.number().int().default(5).describe('At least'),
  to: z.array(z.email()).describe('To'),
  password: z.string().optional().describe('Password'),
  tls: z.boolean().default(true).describe('TLS'),
});
const fields = settingFields(Settings, ['password']);

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

describe('the settings of a kind', () => {
  it('are fields in the order of the schema', () => {
    expect(fields.map(({ name, label, control, isRequired }) => [name, label, control, isRequired])).toEqual([
      ['rate', 'Rate', 'choice', true],
      ['threshold', 'Threshold', 'number', true],
      ['windowsMinutes', 'Windows, in minutes', 'list', true],
      ['minimum', 'At least', 'number', false],
      ['to', 'To', 'list', true],
      ['password', 'Password', 'secret', false],
      ['tls', 'TLS', 'switch', false],
    ]);
    expect(fields.map(({ preset }) => preset)).toEqual(['', '', '', '5', '', '', 'true']);
  });

  it('are read as the schema takes them', () => {
    const written = form({
      rate: 'bounce',
      threshold: '7',
      windowsMinutes: '60, 1440',
      to: 'ops@example.com\nnight@example.com',
      tls: 'on',
    });
    expect(Settings.parse(readSettings(fields, written))).toEqual({
      rate: 'bounce',
      threshold: 0.07,
      windowsMinutes: [60, 1440],
      minimum: 5,
      to: ['ops@example.com', 'night@example.com'],
      tls: true,
    });
  });

  it('say what is wrong with which', () => {
    const { error } = Settings.safeParse(
      readSettings(fields, form({ rate: 'bounce', threshold: 'high', windowsMinutes: '60', to: 'me' })),
    );
    expect(settingFaults(error!).map(({ field }) => field)).toEqual(['threshold', 'to']);
  });

  test.each([
    [0.02, true, '2'],
    [0.07, true, '7'],
    [0.001, true, '0.1'],
    [0.3333, true, '33.33'],
    [[30, 60], false, '30, 60'],
    [null, false, ''],
    [false, false, 'false'],
  ])('%j is written as %s', (value, isShare, text) => {
    expect(settingText(value, isShare)).toBe(text);
  });
});

test.each(RULE_KINDS.map(({ kind, settings }) => [kind, settings] as const))(
  'every setting of an alert of the kind %s has words',
  (_, settings) => {
    for (const { name, label } of settingFields(settings)) expect(label, name).not.toBe(name);
  },
);
