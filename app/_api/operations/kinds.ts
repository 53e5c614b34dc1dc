import { z } from 'zod';
import { RULE_KINDS } from '@/lib/alerts/rules';
import { CHANNEL_KINDS } from '@/lib/channels';
import { SOURCE_KINDS } from '@/lib/source-kinds';
import { type Operation, operation } from '../operation';

const Kind = z.strictObject({
  kind: z.string(),
  title: z.string(),
  settings: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of its settings' }),
  secrets: z.array(z.string()).meta({ description: 'Settings that are never shown again' }),
});

const described = (one: {
  kind: string;
  title: string;
  settings: z.ZodType;
  secrets?: readonly string[];
}): z.infer<typeof Kind> => {
  const { $schema: _, ...settings } = z.toJSONSchema(one.settings, { io: 'input', unrepresentable: 'any' });
  return { kind: one.kind, title: one.title, settings, secrets: [...(one.secrets ?? [])] };
};

const kinds = operation({
  id: 'listKinds',
  method: 'GET',
  path: '/kinds',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'Kinds of alert rules, channels and sources, and the settings that each has',
  answer: z.strictObject({
    alertRules: z.array(Kind),
    channels: z.array(Kind),
    sources: z.array(Kind),
  }),
  example: {
    alertRules: [
      {
        ...{ kind: 'rate-above', title: 'A rate is above a threshold', secrets: [] },
        settings: { type: 'object', properties: { threshold: { type: 'number', description: 'Threshold' } } },
      },
    ],
    ...{ channels: [], sources: [] },
  },
  run: async () => ({
    alertRules: RULE_KINDS.map(described),
    channels: CHANNEL_KINDS.map(described),
    sources: SOURCE_KINDS.map(described),
  }),
});

export const KINDS: readonly Operation[] = [kinds];
