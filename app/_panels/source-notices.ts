import type { SourceSummary } from '@/lib/queries/source-list';
import { bytes } from '../_components/format/bytes';
import { exact } from '../_components/format/number';
import { duration } from '../_components/format/time';

/** Clocks of mail servers that are set by NTP agree far better than this. */
const SKEW_WORTH_A_WORD_MS = 60_000;

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${exact(count)} ${count === 1 ? one : many}`;

/** What of a source wants attention although it may be flowing, in few words. */
export function sourceNotices(source: SourceSummary): string[] {
  const { deadBatches, gaps, duplicates, clockSkewMs } = source;
  const notices: string[] = [];
  if (deadBatches > 0) notices.push(`${plural(deadBatches, 'dead batch', 'dead batches')}`);
  if (gaps > 0) notices.push(`${plural(gaps, 'gap')} in what was read`);
  const skew = clockSkew(clockSkewMs);
  if (skew !== null) notices.push(skew);
  if (duplicates > 0) notices.push(`${plural(duplicates, 'duplicate')} recognised`);
  return notices;
}

export function clockSkew(clockSkewMs: number | null): string | null {
  if (clockSkewMs === null || Math.abs(clockSkewMs) < SKEW_WORTH_A_WORD_MS) return null;
  return `clock ${duration(Math.abs(clockSkewMs))} ${clockSkewMs > 0 ? 'ahead' : 'behind'}`;
}

/** What has arrived, or lies there, and is not read yet; `null` where nothing does. */
export function sourceLag(source: SourceSummary, now: Date): string | null {
  const { behindBytes, waitingBatches, waitingSince } = source;
  const parts: string[] = [];
  if (behindBytes > 0) parts.push(`${bytes(behindBytes)} behind`);
  if (waitingBatches > 0) {
    const age = waitingSince && duration(now.getTime() - waitingSince.getTime());
    parts.push(`${plural(waitingBatches, 'batch', 'batches')} waiting${age ? `, oldest ${age}` : ''}`);
  }
  return parts.length > 0 ? parts.join(', ') : null;
}
