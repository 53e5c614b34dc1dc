import { expect, test } from 'vitest';
import { openApi } from '@/app/_api/open-api';
import { OPERATIONS } from '@/app/_api/operations';

type Json = Record<string, unknown>;
const document = openApi();
const { paths, components } = document as {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json; securitySchemes: Json };
};
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object in it, at any depth. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test('is of version 3.1, and can be sent', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});

test('every reference leads somewhere', () => {
  const refs = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
  expect(refs.length).toBeGreaterThan(50);
  const lost = refs.filter((ref) => {
    const [, ...steps] = ref.split('/');
    return steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document) === undefined;
  });
  expect(lost).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('$defs');
});

test.each(described)(
  '$method $path says what it takes, answers and asks for',
  ({ path, method, operation }) => {
    const { operationId, summary, security, responses, parameters, requestBody } = operation as {
      operationId: string;
      summary: string;
      security: Json[];
      responses: Record<
        string,
        { description: string; content: Record<string, { schema: Json; example: unknown }> }
      >;
      parameters: { name: string; in: string; required: boolean; schema: Json }[];
      requestBody?: { content: Record<string, { schema: Json; example: unknown }> };
    };
    expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary).not.toBe('');
    expect(security.length).toBeGreaterThan(0);
    for (const asked of security)
      for (const scheme of Object.keys(asked)) expect(components.securitySchemes).toHaveProperty(scheme);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
    expect(parameters.filter((one) => one.in === 'path' && !one.required)).toEqual([]);
    for (const { schema } of parameters) expect(Object.keys(schema)).not.toEqual([]);
    for (const status of ['401', '403', '404', '422', '429']) expect(responses).toHaveProperty(status);
    for (const { description, content } of Object.values(responses)) {
      expect(description).not.toBe('');
      for (const { schema, example } of Object.values(content)) {
        expect(Object.keys(schema)).not.toEqual([]);
        expect(example).toBeDefined();
      }
    }
    const { body, takes } = OPERATIONS.find(({ id }) => id === operationId)!;
    expect(requestBody !== undefined).toBe(body !== null || takes !== null);
    if (body) expect(requestBody?.content['application/json']?.example).not.toBeNull();
    if (takes) expect(requestBody?.content).toHaveProperty([takes.type, 'schema']);
    expect(method).toBe(method.toLowerCase());
  },
);

test('no operation goes away or is renamed without being noticed', () => {
  const ids = described.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toMatchInlineSnapshot(`
    [
      "getTally",
      "listProviders",
      "getSeries",
      "getFailureSeries",
      "listValues",
      "listCodes",
      "explainResponse",
      "listUnclassified",
      "listOwnRules",
      "createOwnRule",
      "previewOwnRule",
      "judgeAllAnew",
      "pauseOwnRule",
      "resumeOwnRule",
      "removeOwnRule",
      "listEnforcement",
      "listEvents",
      "tailEvents",
      "getEvent",
      "revealRecord",
      "revealRecipient",
      "hashOf",
      "listSuppressions",
      "addSuppression",
      "getSuppression",
      "reinstateSuppression",
      "exportSuppressions",
      "auditSuppressionList",
      "listIncidents",
      "getIncident",
      "acknowledgeIncident",
      "takeBackAcknowledgement",
      "getIncidentEvidence",
      "listAlertRules",
      "createAlertRule",
      "getAlertRule",
      "changeAlertRule",
      "removeAlertRule",
      "pauseAlertRule",
      "resumeAlertRule",
      "previewAlertRule",
      "listSilences",
      "createSilence",
      "endSilence",
      "listKinds",
      "listChannels",
      "createChannel",
      "getChannel",
      "changeChannel",
      "removeChannel",
      "pauseChannel",
      "resumeChannel",
      "testChannel",
      "listChannelRoutes",
      "createChannelRoute",
      "changeChannelRoute",
      "removeChannelRoute",
      "listNotifications",
      "replayNotification",
      "listAnnotations",
      "createAnnotation",
      "changeAnnotation",
      "removeAnnotation",
      "listSources",
      "createSource",
      "getSource",
      "removeSource",
      "pauseSource",
      "resumeSource",
      "getSourceSetup",
      "changeSource",
      "moveSource",
      "listWaitingSubscriptions",
      "confirmSubscriptions",
      "listSourceTokens",
      "issueSourceToken",
      "revokeSourceToken",
      "getSourceArrivals",
      "listSourceFiles",
      "listSourceGaps",
      "listDeadBatches",
      "retryDeadBatch",
      "tryRecords",
      "listUploads",
      "announceUpload",
      "sendUploadPart",
      "retryUpload",
      "listViews",
      "createView",
      "setFirstView",
      "renameView",
      "removeView",
      "listShareLinks",
      "createShareLink",
      "revokeShareLink",
      "listWorkspaces",
      "createWorkspace",
      "renameWorkspace",
      "listTokens",
      "revokeToken",
      "listAuditEntries",
      "erasePerson",
      "getSoftBounceRule",
      "changeSoftBounceRule",
      "loadSample",
      "removeSample",
    ]
  `);
});
