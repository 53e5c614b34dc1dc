/**
 * What events are counted by that others may choose, and how many values of each are counted apart. What comes after
 * them counts as `OTHER`: a log with a million campaigns, a server that makes up codes, or reports with types of their own
 * must not make a million series. Columns of `label_set`; what is not here has as many values as this program knows.
 */
export const COUNTED_APART = {
  destination: 5_000,
  status_code: 2_000,
  sending_domain: 1_000,
  sending_ip: 1_000,
  pool: 200,
  campaign: 200,
  customer: 500,
  feedback_type: 50,
} as const;
export type CountedDimension = keyof typeof COUNTED_APART;

export const OTHER = '(other)';
