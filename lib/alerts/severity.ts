/** From the least to the most urgent. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

const RANKS: readonly (string | null)[] = [null, ...SEVERITIES];

/** `null` is below all of them. */
export const isMoreSevere = (severity: string, than: string | null): boolean =>
  RANKS.indexOf(severity) > RANKS.indexOf(than);

export const mostSevere = (severities: readonly string[]): string =>
  severities.reduce((most, severity) => (isMoreSevere(severity, most) ? severity : most), SEVERITIES[0]);
