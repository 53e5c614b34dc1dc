import type { Db } from '@/lib/db';
import type { GroupName } from '@/lib/queries/alert-group';
import { openReadings } from './open-readings';
import { ALERT_RATE_NAMES, ALERT_RATES, type AlertRateName } from './rates';

/** What is exported of each rate: few enough series for any server. Rules of other groups and windows are ours alone. */
export const EXPORTED_GROUPS: readonly GroupName[] = ['overall', 'provider', 'sending-domain', 'source'];
export const EXPORTED_WINDOWS_MINUTES: readonly number[] = [30, 60, 1440];
/** Of a group, those by which most is sent. */
const MOST_VALUES = 50;

export interface ExportedRate {
  rate: AlertRateName;
  group: GroupName;
  /** Empty: overall. */
  value: string;
  windowMinutes: number;
  numerator: number;
  denominator: number;
}

/** The rates as rules are measured on them now: up to what is known of each source, so that neither an import nor a
 * source that lags looks like news. */
export async function exportedRates(db: Db, now: Date): Promise<ExportedRate[]> {
  const readings = openReadings(db, now);
  const rates: ExportedRate[] = [];
  for (const group of EXPORTED_GROUPS) {
    const seen = await readings.counts(group, EXPORTED_WINDOWS_MINUTES);
    const sizes = seen.map((one) => ({ ...one, size: sizeOf(one.windows) }));
    const largest = sizes
      .sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_VALUES);
    for (const { value, windows } of largest) {
      for (const { minutes, counts } of windows) {
        for (const rate of ALERT_RATE_NAMES) {
          const { numerator, denominator } = ALERT_RATES[rate].read(counts);
          rates.push({ rate, group, value, windowMinutes: minutes, numerator, denominator });
        }
      }
    }
  }
  return rates;
}

const sizeOf = (
  windows: readonly { counts: { delivered: number; bounced: number; deferred: number } }[],
): number => Math.max(...windows.map(({ counts }) => counts.delivered + counts.bounced + counts.deferred));
