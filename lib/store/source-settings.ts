import { z } from 'zod';
import type { Db } from '@/lib/db';
import { formatById } from '@/lib/formats/index';
import { isTimeZone } from '@/lib/mail/time-zone';
import { Sealed, type SecretBox, SecretKeyError } from '@/lib/secret-box';
import { FileSettings } from '@/lib/source-kinds/file';
import { sourceKindOf } from '@/lib/source-kinds/index';
import type { SourceKind } from '@/lib/source-kinds/source-kind';
import type { Prisma } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';

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

const TIME_ZONE = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin');
const Stored = z.record(z.string(), z.unknown());

/** Makes a source. @throws SourceRefused where what was given is not fit to be one, or the name is taken. */
export async function createSource(db: Pick<Db, 'source'>, box: SecretBox, given: GivenSource) {
  const kind = kindOf(given.kind);
  const { name, format, timeZone } = checked(
    z.object({
      name: kind.hasAddress ? NAME_IN_ADDRESS : NAME,
      format: z.string().refine((id) => id === 'auto' || formatById(id), 'no format is called so'),
      timeZone: TIME_ZONE,
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

/**
 * Changes a source as its form was filled in: a secret that is not given again stays what it was, unless what says
 * where it is sent has changed; else whoever may change a source could have its secret sent to themselves.
 * @throws SourceRefused
 */
export function changeSource(
  db: Db,
  by: Actor,
  box: SecretBox,
  sourceId: number,
  given: { timeZone: string; settings: Record<string, unknown> },
): Promise<void> {
  return db.$transaction(async (transaction) => {
    const source = await transaction.source.findUniqueOrThrow({ where: { id: sourceId } });
    const kind = kindOf(source.kind);
    const { timeZone } = checked(z.object({ timeZone: TIME_ZONE }), given);
    const known = knownSettings(source, box);
    const stays = (name: string) => given.settings[name] === undefined || given.settings[name] === '';
    const kept = [...kind.secrets.filter(stays), ...(kind.fixed ?? [])];
    const settings = checked(kind.settings, {
      ...given.settings,
      ...Object.fromEntries(kept.flatMap((name) => (name in known ? [[name, known[name]]] : []))),
    });
    const changed = Object.keys(settings).filter((name) => !isEqual(settings[name], known[name]));
    const isSentElsewhere = changed.some((name) => kind.sentTo?.includes(name));
    const unasked = isSentElsewhere ? kind.secrets.filter((name) => stays(name) && name in known) : [];
    if (unasked.length > 0)
      throw new SourceRefused(
        unasked.map((field) => ({ field, message: 'it goes elsewhere now: give it anew' })),
      );
    const paths = kind.kind === 'file' ? { paths: FileSettings.parse(settings).paths } : {};
    await transaction.source.update({
      where: { id: sourceId },
      data: { timeZone, settings: sealed(kind, box, settings), ...paths },
    });
    if (timeZone !== source.timeZone) changed.push('timeZone');
    await audit(transaction, by, 'source.changed', source.name, { id: sourceId, changed });
  });
}

const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What was sealed with a key that is gone has to be given anew. */
function knownSettings(source: { kind: string; settings: unknown }, box: SecretBox): Record<string, unknown> {
  try {
    return openSettings(source, box);
  } catch (error) {
    if (!(error instanceof SecretKeyError)) throw error;
    const stored = Stored.parse(source.settings);
    return Object.fromEntries(
      Object.entries(stored).filter(([name]) => !kindOf(source.kind).secrets.includes(name)),
    );
  }
}

/** The settings of a source as its kind reads them, secrets in clear. */
export function openSettings(
  source: { kind: string; settings: unknown },
  box: SecretBox,
): Record<string, unknown> {
  const kind = kindOf(source.kind);
  const stored = Stored.parse(source.settings);
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
