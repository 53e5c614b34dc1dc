import type { Operation } from '../operation';
import { ANNOTATIONS } from './annotations';
import { CODES } from './codes';
import { COUNTS } from './counts';
import { ENFORCEMENT } from './enforcement';
import { EVENTS } from './events';
import { EXPLAIN } from './explain';
import { INCIDENTS } from './incidents';
import { SILENCES } from './silences';
import { SOURCES } from './sources';
import { SUPPRESSIONS } from './suppressions';

/** Everything that the API can do, in the order of its documentation. */
export const OPERATIONS: readonly Operation[] = [
  ...COUNTS,
  ...CODES,
  ...EXPLAIN,
  ...ENFORCEMENT,
  ...EVENTS,
  ...SUPPRESSIONS,
  ...INCIDENTS,
  ...SILENCES,
  ...ANNOTATIONS,
  ...SOURCES,
];
