import type { Db } from '@/lib/db';

export interface SampleStanding {
  /** Batches of it that are not read yet, and all there are. */
  waiting: number;
  batches: number;
  /** Whether other sources have brought something, which is counted with it. */
  isMixed: boolean;
}

/** Is there sample data in sight, and how much of it has been read? */
export async function sampleStanding(db: Db): Promise<SampleStanding | null> {
  const [standing] = await db.$queryRaw<SampleStanding[]>`
    SELECT (SELECT count(*)::float8 FROM ingest_batch b WHERE b.source_id = s.id AND b.state = 'received') AS "waiting",
           (SELECT count(*)::float8 FROM ingest_batch b WHERE b.source_id = s.id) AS "batches",
           EXISTS (SELECT FROM rollup
             WHERE source_id = ANY(ARRAY(SELECT o.id FROM source o WHERE o.kind <> 'sample'))) AS "isMixed"
      FROM source s WHERE s.kind = 'sample'`;
  return standing ?? null;
}

/** The same for those who may not see the inbox. */
export async function hasSample(db: Db): Promise<boolean> {
  return (await db.source.count({ where: { kind: 'sample' } })) > 0;
}
