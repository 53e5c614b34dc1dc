import type { Meaning } from '../diagnostic-rule';

/** What went wrong, whoever says so: a meaning to which no registry or provider has put its name yet. */
export type Condition = Pick<
  Meaning,
  'title' | 'category' | 'action' | 'meaning' | 'causes' | 'fix' | 'fixedBy'
> &
  Partial<Pick<Meaning, 'bounceType' | 'enforcement' | 'requirement' | 'furtherRequirements'>>;
