import { z } from 'zod';
import type { Db } from '@/lib/db';
import { formatById } from '@/lib/formats/index';
import { isTimeZone } from '@/lib/mail/time-zone';
import { Sealed, type SecretBox } from '@/lib/secret-box';
import { sourceKindOf } from '@/lib/source-kinds/index';
import type { SourceKind } from '@/lib/source-kinds/source-kind';
import type { Prisma } from '@/prisma/generated/client';

/** A source that somebody sets up in the dashboard. */
export interface GivenSource {
  name: string;
  kind: string;
  /** A format id, or `auto`. */
  format: string;
  timeZone: string;
  /** As the kind's form gives them: secrets in clear. */
  settings: unknown;
}

/** What was given cannot be a source; each issue is for the operator, and names its field. */
export class SourceRefused extends Error {
  constructor(readonly issues: readonly { field: string; message: string }[]) {
    super(issues.map(({ field, message }) => `${field}: ${message}`).join('; '));
  }
}

const NAME = z.string().trim().min(1, 'give it a name').max(64, 'at most 64 characters');
/** What stands in an address without being escaped (RFC 3986 §2.3), and does not begin like an option or a file. */
const NAME_IN_ADDRESS = NAME.regex(
  /^[a-z0-9][a-z0-9_.-]*$/,
  'it stands in an address: lower-case letters, digits, hyphens, dots and underscores, beginning with a letter or digit',
);

/** Makes a source. @throws SourceRefused where what was given is not fit to be one, or the name is taken. */
export async function createSource(db: Pick<Db, 'source'>, box: SecretBox, given: GivenSource) {
  const kind = kindOf(given.kind);
  const { name, format, timeZone } = checked(
    z.object({
      name: kind.hasAddress ? NAME_IN_ADDRESS : NAME,
      format: z.string().refine((id) => id === 'auto' || formatById(id), 'no format is called so'),
      timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
    }),
    { ...given, format: kind.format ?? given.format },
  );
  const settings = sealed(kind, box, checked(kind.settings, given.settings));
  const data = { name, kind: kind.kind, format, timeZone, settings };
  const { count } = await db.source.createMany({ data: [data], skipDuplicates: true });
  if (count === 0)
    throw new SourceRefused([{ field: 'name', message: `there is a source "${name}" already` }]);
  return db.source.findUniqueOrThrow({ where: { name } });
}

/** Changes a source's settings; a secret that is not given again stays what it was. */
export async function updateSettings(
  db: Db,
  box: SecretBox,
  sourceId: number,
  given: Record<string, unknown>,
) {
  const source = await db.source.findUniqueOrThrow({ where: { id: sourceId } });
  const kind = kindOf(source.kind);
  const known = openSettings(source, box);
  const kept = kind.secrets.filter((name) => given[name] === undefined || given[name] === '');
  const settings = checked(kind.settings, {
    ...given,
    ...Object.fromEntries(kept.map((name) => [name, known[name]])),
  });
  await db.source.update({ where: { id: sourceId }, data: { settings: sealed(kind, box, settings) } });
}

/** The settings of a source as its kind reads them, secrets in clear. */
export function openSettings(
  source: { kind: string; settings: unknown },
  box: SecretBox,
): Record<string, unknown> {
  const kind = kindOf(source.kind);
  const stored = z.record(z.string(), z.unknown()).parse(source.settings);
  const opened = kind.secrets.map((name) => {
    const secret = Sealed.safeParse(stored[name]);
    return [name, secret.success ? box.open(secret.data) : stored[name]];
  });
  return kind.settings.parse({ ...stored, ...Object.fromEntries(opened) });
}

function kindOf(name: string): SourceKind {
  const kind = sourceKindOf(name);
  if (!kind) throw new SourceRefused([{ field: 'kind', message: `no kind of source is called "${name}"` }]);
  return kind;
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SourceRefused(
    parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'settings', message })),
  );
}

function sealed(kind: SourceKind, box: SecretBox, settings: Record<string, unknown>): Prisma.InputJsonObject {
  const secrets = kind.secrets.flatMap((name) => {
    const secret = settings[name];
    return typeof secret === 'string' ? [[name, box.seal(secret)]] : [];
  });
  return { ...settings, ...Object.fromEntries(secrets) } as Prisma.InputJsonObject;
}
