import type { Db } from '@/lib/db';

/** One life of one file, and how far it has been read. */
export interface SourceFile {
  id: string;
  path: string;
  format: string;
  /** Bytes of content, after decompression. */
  readBytes: number;
  /** On disk. */
  sizeBytes: number;
  events: number;
  unparsed: number;
  fault: string | null;
  updatedAt: Date;
}

/** The files of a source, the last read first. */
export async function sourceFiles(db: Db, sourceId: number, most = 20): Promise<SourceFile[]> {
  const files = await db.fileGeneration.findMany({
    where: { sourceId },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
  return files.map(({ id, path, format, position, sizeBytes, events, unparsedCount, fault, updatedAt }) => ({
    id: String(id),
    path,
    format,
    readBytes: Number(position),
    sizeBytes: Number(sizeBytes),
    events: Number(events),
    unparsed: Number(unparsedCount),
    fault,
    updatedAt,
  }));
}
