import type { Operation } from '../operation';
import { ALERT_RULE_PREVIEW } from './alert-rule-preview';
import { ALERT_RULES } from './alert-rules';
import { ANNOTATIONS } from './annotations';
import { CHANNEL_ROUTES } from './channel-routes';
import { CHANNELS } from './channels';
import { CODES } from './codes';
import { COUNTS } from './counts';
import { ENFORCEMENT } from './enforcement';
import { EVENT_DETAIL } from './event-detail';
import { EVENTS } from './events';
import { EXPLAIN } from './explain';
import { INCIDENT_EVIDENCE } from './incident-evidence';
import { INCIDENTS } from './incidents';
import { INSTALLATION } from './installation';
import { KINDS } from './kinds';
import { OWN_RULES } from './own-rules';
import { RECORD_TRIAL } from './record-trial';
import { REVEALED } from './revealed';
import { SHARE_LINKS } from './share-links';
import { SILENCES } from './silences';
import { SOURCE_RECORDS } from './source-records';
import { SOURCE_SETUP } from './source-setup';
import { SOURCE_TOKENS } from './source-tokens';
import { SOURCES } from './sources';
import { SUPPRESSION_LISTS } from './suppression-lists';
import { SUPPRESSIONS } from './suppressions';
import { TOKENS } from './tokens';
import { UNCLASSIFIED } from './unclassified';
import { UPLOADS } from './uploads';
import { VIEWS } from './views';
import { WORKSPACES } from './workspaces';

/** Everything that the API can do, in the order of its documentation. */
export const OPERATIONS: readonly Operation[] = [
  ...COUNTS,
  ...CODES,
  ...EXPLAIN,
  ...UNCLASSIFIED,
  ...OWN_RULES,
  ...ENFORCEMENT,
  ...EVENTS,
  ...EVENT_DETAIL,
  ...REVEALED,
  ...SUPPRESSIONS,
  ...SUPPRESSION_LISTS,
  ...INCIDENTS,
  ...INCIDENT_EVIDENCE,
  ...ALERT_RULES,
  ...ALERT_RULE_PREVIEW,
  ...SILENCES,
  ...KINDS,
  ...CHANNELS,
  ...CHANNEL_ROUTES,
  ...ANNOTATIONS,
  ...SOURCES,
  ...SOURCE_SETUP,
  ...SOURCE_TOKENS,
  ...SOURCE_RECORDS,
  ...RECORD_TRIAL,
  ...UPLOADS,
  ...VIEWS,
  ...SHARE_LINKS,
  ...WORKSPACES,
  ...TOKENS,
  ...INSTALLATION,
];
