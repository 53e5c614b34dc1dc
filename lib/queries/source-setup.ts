import { z } from 'zod';
import type { Db } from '@/lib/db';
import { sourceKindOf } from '@/lib/source-kinds/index';

/** How a source was set up, as far as anybody may see it. */
export interface SourceSetup {
  id: number;
  name: string;
  kind: string;
  timeZone: string;
  /** Without its secrets. */
  settings: Record<string, unknown>;
  /** Which of them it has. */
  secrets: string[];
}

const Stored = z.record(z.string(), z.unknown());

/** `null` where there is no such source. */
export async function sourceSetup(db: Db, id: number): Promise<SourceSetup | null> {
  const source = await db.source.findUnique({
    where: { id },
    select: { id: true, name: true, kind: true, timeZone: true, settings: true },
  });
  if (!source) return null;
  const isSecret = (name: string) => sourceKindOf(source.kind)?.secrets.includes(name) ?? false;
  const stored = Object.entries(Stored.parse(source.settings));
  return {
    ...source,
    settings: Object.fromEntries(stored.filter(([name]) => !isSecret(name))),
    secrets: stored.flatMap(([name, value]) => (isSecret(name) && value !== null ? [name] : [])),
  };
}
