import type { Operation } from '../operation';
import { ALERT_RULES } from './alert-rules';
import { ANNOTATIONS } from './annotations';
import { CHANNEL_ROUTES } from './channel-routes';
import { CHANNELS } from './channels';
import { CODES } from './codes';
import { COUNTS } from './counts';
import { ENFORCEMENT } from './enforcement';
import { EVENTS } from './events';
import { EXPLAIN } from './explain';
import { INCIDENTS } from './incidents';
import { KINDS } from './kinds';
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
  ...ALERT_RULES,
  ...SILENCES,
  ...KINDS,
  ...CHANNELS,
  ...CHANNEL_ROUTES,
  ...ANNOTATIONS,
  ...SOURCES,
];
