import { visible } from '../_components/format/foreign-text';
import { date, dayMonth, since } from '../_components/format/time';
import { REQUIREMENT_NAMES } from '../_components/format/words';
import { doingSince, type RequirementFinding } from '../_findings/requirement-findings';
import type { Beginning } from '../_findings/run-of-days';

const YEAR = 300 * 86_400_000;

/** Since when: to the minute or, where only days are known, to the day. */
export function beginningInWords({ at, isDay }: Beginning, now: Date, timeZone: string): string {
  if (!isDay) return since(new Date(at), now, timeZone);
  // The days of the counts are those of UTC.
  return now.getTime() - at < YEAR ? dayMonth(at, 'UTC') : date(at, 'UTC');
}

/** Since when it does what it does now; of what defers no more but rejects, since when it deferred before that. */
export function doingSinceInWords(finding: RequirementFinding, now: Date, timeZone: string): string {
  const began = doingSince(finding);
  const words = `since ${beginningInWords(began, now, timeZone)}`;
  if (finding.since.at >= began.at) return words;
  return `${words}, deferred before since ${beginningInWords(finding.since, now, timeZone)}`;
}

export const domainName = (sendingDomain: string | null): string =>
  sendingDomain === null ? 'no domain named' : visible(sendingDomain);

/** SPF and DKIM */
export const requirementNames = ({ requirements }: Pick<RequirementFinding, 'requirements'>): string =>
  requirements.map((one) => REQUIREMENT_NAMES[one]).join(' and ');

/** Where a cell of the matrix leads to. */
export const anchorOf = (findings: readonly RequirementFinding[], finding: RequirementFinding): string =>
  `refusal-${findings.indexOf(finding) + 1}`;
