import { z } from 'zod';

/** One setting of a kind (of source, rule or channel) as a form draws it. Plain data: it travels to the browser. */
export interface SettingField {
  name: string;
  label: string;
  control: 'text' | 'secret' | 'number' | 'switch' | 'choice' | 'list';
  /** What a list holds, or a single value is. */
  isNumber: boolean;
  /** A share is stored as 0.02 and written as 2%. */
  isShare: boolean;
  isRequired: boolean;
  options: string[];
  /** As it stands in the form when nothing else is known. */
  preset: string;
}

/** What JSON Schema says of one property. `unit` is our own word. */
const Property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  items: z.object({ type: z.string().optional(), enum: z.array(z.string()).optional() }).optional(),
  unit: z.enum(['share']).optional(),
});
const ObjectSchema = z.object({
  properties: z.record(z.string(), Property),
  required: z.array(z.string()).default([]),
});

/** The fields of an object schema, in its order; a field's description is its label. */
export function settingFields(schema: z.ZodType, secrets: readonly string[] = []): SettingField[] {
  const { properties, required } = ObjectSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return Object.entries(properties).map(([name, property]) => {
    const type = [property.type ?? 'string'].flat().find((one) => one !== 'null') ?? 'string';
    const of = type === 'array' ? (property.items?.type ?? 'string') : type;
    const isShare = property.unit === 'share';
    return {
      name,
      label: property.description ?? name,
      control: secrets.includes(name) ? 'secret' : controlOf(type, property.enum !== undefined),
      isNumber: of === 'number' || of === 'integer',
      isShare,
      isRequired: required.includes(name),
      options: property.enum ?? [],
      preset: settingText(property.default ?? null, isShare),
    };
  });
}

function controlOf(type: string, isChoice: boolean): SettingField['control'] {
  if (isChoice) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'array') return 'list';
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

/** A stored value as it is written in a form. */
export function settingText(value: unknown, isShare = false): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => settingText(one, isShare)).join(', ');
  // Through a fixed number of digits: 0.07 times 100 is not 7 in binary.
  return isShare ? String(Number((Number(value) * 100).toFixed(6))) : String(value);
}

/** What a form holds, as the schema takes it. What was left empty is left out, so that defaults and faults are the
 * schema's; a secret left empty is left out, too, and stays as it is stored. */
export function readSettings(fields: readonly SettingField[], form: FormData): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const text = String(form.get(field.name) ?? '').trim();
      if (field.control === 'switch') return [[field.name, text === 'on']];
      if (text === '') return [];
      if (field.control !== 'list') return [[field.name, readOne(field, text)]];
      const parts = text.split(/[,\n]/).map((part) => part.trim());
      return [[field.name, parts.filter(Boolean).map((part) => readOne(field, part))]];
    }),
  );
}

/** What is no number stays as it was written, for the schema to name. */
function readOne({ isNumber, isShare }: SettingField, text: string): unknown {
  const number = Number(text);
  if (!isNumber || Number.isNaN(number)) return text;
  return isShare ? number / 100 : number;
}

/** What is wrong, by the field it is wrong with. */
export interface SettingFault {
  field: string;
  message: string;
}

export const settingFaults = (error: z.ZodError): SettingFault[] =>
  error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
