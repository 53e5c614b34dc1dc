import type { Requirement } from '@/lib/mail/category';
import type { RequirementCount } from '@/lib/queries/requirement-counts';
import { doingSince, pairOf, type RequirementFinding } from '../_findings/requirement-findings';

/** What the rows of the matrix are; its cells name the other. */
export type RowsBy = 'domain' | 'provider';

export interface MatrixRow {
  key: string;
  name: string | null;
  attempts: number;
  /** The gravest first. */
  findings: RequirementFinding[];
}

/** A row for everything that anything was sent as or to: those that are refused first, then by attempts. */
export function matrixRows(
  counts: readonly RequirementCount[],
  findings: readonly RequirementFinding[],
  by: RowsBy,
): MatrixRow[] {
  const nameOf = (one: { provider: string; sendingDomain: string | null }) =>
    by === 'domain' ? one.sendingDomain : one.provider;
  const attempts = new Map<string | null, number>();
  for (const count of counts)
    attempts.set(nameOf(count), (attempts.get(nameOf(count)) ?? 0) + count.attempts);
  const rows = [...attempts].map(([name, sum]) => ({
    ...{ key: JSON.stringify(name), name, attempts: sum },
    findings: findings.filter((finding) => nameOf(finding) === name),
  }));
  const rank = ({ findings: [gravest] }: MatrixRow) =>
    gravest ? findings.indexOf(gravest) : findings.length;
  return rows.sort((a, b) => rank(a) - rank(b) || b.attempts - a.attempts);
}

/** What a row says of a requirement: one entry for each pair of provider and domain, all its findings together. */
export interface CellEntry {
  /** The one that the entry leads to. */
  gravest: RequirementFinding;
  since: RequirementFinding['since'];
  refused: number;
}

export function cellEntries(row: MatrixRow, requirement: Requirement): CellEntry[] {
  const entries = new Map<string, CellEntry>();
  for (const finding of row.findings) {
    if (!finding.requirements.includes(requirement)) continue;
    const entry = entries.get(pairOf(finding));
    const refused = finding.bounced + finding.deferred;
    if (!entry) {
      entries.set(pairOf(finding), { gravest: finding, since: doingSince(finding), refused });
    } else {
      entry.refused += refused;
      // The entry says since when what its gravest finding does is done.
      const since = doingSince(finding);
      if (finding.state === entry.gravest.state && since.at < entry.since.at) entry.since = since;
    }
  }
  return [...entries.values()];
}
