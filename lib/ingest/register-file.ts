import type { Db } from '@/lib/db';
import { recogniseFormat } from '@/lib/formats/index';
import { type FileLook, lookAtFile } from '@/lib/sources/file-look';
import {
  createGeneration,
  noteFormat,
  noteLook,
  type Registering,
  refOf,
} from '@/lib/store/file-generations';
import { findElsewhere } from '@/lib/store/find-elsewhere';
import { bringsNothingNew, findGeneration } from '@/lib/store/find-generation';

export interface RegisteredFile {
  /** Of the source that the file belongs to: another than was asked for, where that one follows or imported it. */
  sourceId: number;
  generationId: number;
  /** `null` while no format recognises what the file holds; the generation says so to the operator. */
  format: string | null;
  /** Bytes of content committed so far. */
  position: number;
  sizeBytes: number;
}

export const UNRECOGNISED = 'unrecognised';

/**
 * The generation of the file at `path`, made where this content has not been seen by this source before. A followed
 * `name` may lead to the file by another path.
 * @returns `null` for an empty file: there is nothing to tell it by yet.
 * @throws NodeJS.ErrnoException where the file cannot be read.
 */
export async function registerFile(
  db: Db,
  source: Registering,
  path: string,
  name = path,
): Promise<RegisteredFile | null> {
  const look = await lookAtFile(path);
  return look.head.length === 0 ? null : registerLook(db, source, look, name);
}

/** The same for a file that has been looked at. */
export async function registerLook(
  db: Db,
  source: Registering,
  look: FileLook,
  name: string,
): Promise<RegisteredFile> {
  const known = (await followedElsewhere(db, source, look)) ?? (await findGeneration(db, source.id, look));
  const made = { format: formatOf(source, look) ?? UNRECOGNISED, name };
  const generation = known ?? (await createGeneration(db, source, look, made));
  const ref = refOf(generation);
  if (known && !(await bringsNothingNew(look, known))) await noteLook(db, ref, look);
  let format: string | null = generation.format;
  if (format === UNRECOGNISED) {
    format = formatOf(source, look);
    await noteFormat(db, ref, format, format ? null : faultOf(look));
  }
  const position = Number(generation.position);
  return { ...ref, format, position, sizeBytes: look.sizeBytes };
}

/** Also what was imported here before belongs to who follows it since. */
async function followedElsewhere(db: Db, source: Registering, look: FileLook) {
  if (source.kind === 'file') return null;
  const elsewhere = await findElsewhere(db, source, look);
  return elsewhere?.isFollowed ? elsewhere.generation : null;
}

const formatOf = (source: { format: string }, look: FileLook): string | null =>
  source.format === 'auto' ? (recogniseFormat(look.head).format?.id ?? null) : source.format;

/** Why no format takes this file. */
export const unrecognisedFault = async (path: string): Promise<string> => faultOf(await lookAtFile(path));

function faultOf(look: FileLook): string {
  const { candidates } = recogniseFormat(look.head);
  const considered = candidates.map(({ format }) => format.id).join(', ');
  return `no format recognises the beginning of this file${considered && `; considered: ${considered}`}`;
}
