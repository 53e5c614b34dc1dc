import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { OPERATIONS } from '@/app/_api/operations';

const APP = path.join(import.meta.dirname, '../../app');
const SESSION = 'it is about the session that is shown';
const OWN_ACCOUNT =
  'a token has no account, and passwords and second factors are changed by whoever has them';
const PEOPLE = 'who may log in, and the secret links by which they do, are for people who are logged in';

/** What each action of the pages is in the API, or why it is nothing there. */
const ACTIONS: Record<string, readonly string[] | { why: string }> = {
  logInHere: { why: SESSION },
  showSecondFactorHere: { why: SESSION },
  readWelcome: { why: OWN_ACCOUNT },
  acceptWelcome: { why: OWN_ACCOUNT },
  logOutHere: { why: SESSION },
  showWorkspace: { why: 'it is about what this browser shows: a token is of one workspace, or of all' },
  issueTokenHere: { why: 'a token that leaks must not make itself another' },
  revokeTokenHere: ['revokeToken'],
  findEvents: ['hashOf', 'listEvents'],
  showRecord: ['revealRecord'],
  showRecipient: ['revealRecipient'],
  explainPasted: ['explainResponse'],
  saveViewHere: ['createView'],
  renameViewHere: ['renameView'],
  removeViewHere: ['removeView'],
  openViewByDefault: ['setFirstView'],
  makeWorkspace: ['createWorkspace'],
  nameWorkspace: ['renameWorkspace'],
  putSource: ['moveSource'],
  submitChannel: ['createChannel', 'changeChannel'],
  sendTest: ['testChannel'],
  replay: ['replayNotification'],
  switchChannel: ['pauseChannel', 'resumeChannel'],
  deleteChannel: ['removeChannel'],
  submitRoute: ['createChannelRoute', 'changeChannelRoute'],
  deleteRoute: ['removeChannelRoute'],
  annotate: ['createAnnotation', 'changeAnnotation'],
  removeAnnotationHere: ['removeAnnotation'],
  erasePersonHere: ['erasePerson'],
  shareHere: ['createShareLink'],
  revokeShareHere: ['revokeShareLink'],
  pauseSource: ['pauseSource', 'resumeSource'],
  connect: ['createSource'],
  saveSource: ['changeSource'],
  deleteSource: ['removeSource'],
  tryLines: ['tryRecords'],
  retryFailedUpload: ['retryUpload'],
  retryDeadBatch: ['retryDeadBatch'],
  issueSourceToken: ['issueSourceToken'],
  endSourceToken: ['revokeSourceToken'],
  confirmTopics: ['confirmSubscriptions'],
  bringSample: ['loadSample'],
  dropSample: ['removeSample'],
  submitOwnRule: ['previewOwnRule', 'createOwnRule'],
  switchOwnRule: ['pauseOwnRule', 'resumeOwnRule'],
  removeOwnRule: ['removeOwnRule'],
  judgeAllAnew: ['judgeAllAnew'],
  acknowledge: ['acknowledgeIncident'],
  takeBack: ['takeBackAcknowledgement'],
  silence: ['createSilence'],
  unsilence: ['endSilence'],
  submitRule: ['previewAlertRule', 'createAlertRule', 'changeAlertRule'],
  switchRule: ['pauseAlertRule', 'resumeAlertRule'],
  deleteRule: ['removeAlertRule'],
  findSuppression: ['hashOf', 'listSuppressions'],
  reinstateHere: ['reinstateSuppression'],
  suppressHere: ['addSuppression'],
  changeSoftBounceRule: ['changeSoftBounceRule'],
};
for (const name of ['inviteHere', 'changeAccount', 'changeSecondFactorRule']) ACTIONS[name] = { why: PEOPLE };
for (const name of [
  ...['changePasswordHere', 'offerSecondFactor', 'confirmSecondFactor', 'removeSecondFactorHere'],
  ...['endSessionHere', 'endOtherSessionsHere'],
])
  ACTIONS[name] = { why: OWN_ACCOUNT };

/** What each page shows is in the API, or why it is nothing there. */
const PAGES: Record<string, readonly string[] | { why: string }> = {
  '(auth)/login': { why: SESSION },
  '(auth)/login/second-factor': { why: SESSION },
  '(auth)/login/second-factor/set-up': { why: OWN_ACCOUNT },
  '(auth)/welcome': { why: OWN_ACCOUNT },
  '(shared)/shared/[token]': { why: 'it shows one of the other pages to whoever has the link' },
  '(dashboard)': ['getTally', 'getSeries', 'getFailureSeries', 'listProviders', 'listIncidents'],
  '(dashboard)/providers': ['listProviders', 'getSeries'],
  '(dashboard)/providers/small': {
    why: 'no operation counts by single host: it is a ranking to be looked at, and listEvents finds what one refused',
  },
  '(dashboard)/providers/[provider]': ['getTally', 'getSeries', 'getFailureSeries', 'listCodes'],
  '(dashboard)/codes': ['listCodes', 'getFailureSeries'],
  '(dashboard)/codes/[code]': ['explainResponse', 'getFailureSeries', 'listEvents'],
  '(dashboard)/enforcement': ['listEnforcement'],
  '(dashboard)/events': ['listEvents', 'tailEvents', 'hashOf'],
  '(dashboard)/events/[id]': ['getEvent', 'revealRecord', 'revealRecipient'],
  '(dashboard)/unclassified': ['listUnclassified', 'listOwnRules'],
  '(dashboard)/alerts': ['listIncidents'],
  '(dashboard)/alerts/incidents/[id]': ['getIncident', 'getIncidentEvidence'],
  '(dashboard)/alerts/silences': ['listSilences'],
  '(dashboard)/alerts/rules': ['listAlertRules'],
  '(dashboard)/alerts/rules/[id]': ['getAlertRule'],
  '(dashboard)/alerts/rules/new/[kind]': ['listKinds', 'createAlertRule'],
  '(dashboard)/suppressions': ['listSuppressions', 'exportSuppressions', 'getSoftBounceRule'],
  '(dashboard)/suppressions/[recipient]': ['getSuppression'],
  '(dashboard)/suppressions/audit': ['auditSuppressionList'],
  '(dashboard)/sources': ['listSources'],
  '(dashboard)/sources/[id]': [
    'getSource',
    'listSourceFiles',
    'listSourceGaps',
    'listDeadBatches',
    'listSourceTokens',
  ],
  '(dashboard)/sources/[id]/edit': ['getSourceSetup', 'changeSource'],
  '(dashboard)/sources/new': ['listKinds', 'createSource', 'getSourceArrivals', 'listWaitingSubscriptions'],
  '(dashboard)/sources/upload': ['listUploads', 'announceUpload', 'sendUploadPart'],
  '(dashboard)/settings/views': ['listViews'],
  '(dashboard)/settings/shares': ['listShareLinks'],
  '(dashboard)/settings/workspaces': ['listWorkspaces'],
  '(dashboard)/settings/channels': ['listChannels', 'listChannelRoutes', 'listNotifications'],
  '(dashboard)/settings/channels/[id]': ['getChannel', 'listChannelRoutes', 'listNotifications'],
  '(dashboard)/settings/channels/new/[kind]': ['listKinds', 'createChannel'],
  '(dashboard)/settings/annotations': ['listAnnotations'],
  '(dashboard)/settings/tokens': ['listTokens'],
  '(dashboard)/settings/audit': ['listAuditEntries'],
  '(dashboard)/settings/privacy': ['erasePerson'],
  '(dashboard)/settings/accounts': { why: PEOPLE },
  '(dashboard)/settings/security': { why: OWN_ACCOUNT },
  '(dashboard)/settings/api': { why: 'openapi.json is the same for programs' },
};

const files = fs
  .readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'));
const read = (file: string) => fs.readFileSync(path.join(APP, file), 'utf8');

/** Every function that browsers can call. */
const actions = files
  .filter((file) => /\.tsx?$/.test(file) && /^'use server';/.test(read(file)))
  .flatMap((file) =>
    [...read(file).matchAll(/^export async function (\w+)/gm)].map(([, name]) => name ?? ''),
  );
const pages = files.filter((file) => /(?:^|\/)page\.tsx$/.test(file)).map((file) => path.posix.dirname(file));

const OPERATION_IDS = new Set(OPERATIONS.map(({ id }) => id));
const operationsOf = (table: typeof ACTIONS) =>
  Object.values(table).flatMap((one) => ('why' in one ? [] : [...one]));

test('every action of the pages is an operation of the API, or it is said here why not', () => {
  expect(actions.length).toBeGreaterThan(50);
  expect([...new Set(actions)].sort()).toEqual(Object.keys(ACTIONS).sort());
});

test('and so is what every page shows', () => {
  expect([...pages].sort()).toEqual(Object.keys(PAGES).sort());
});

test('the operations that are named there are', () => {
  const named = [...operationsOf(ACTIONS), ...operationsOf(PAGES)];
  expect(named.filter((id) => !OPERATION_IDS.has(id))).toEqual([]);
});
