import { afterAll, beforeAll, expect, test } from 'vitest';
import { annotationList, annotationsWithin } from '@/lib/queries/annotations';
import { everything } from '@/lib/queries/scope';
import { settingChangesWithin } from '@/lib/queries/setting-changes';
import { readTimeRange } from '@/lib/queries/time-range';
import {
  AnnotationDraft,
  changeAnnotation,
  createAnnotation,
  removeAnnotation,
} from '@/lib/store/annotations';
import { audit } from '@/lib/store/audit';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const at = (text: string) => new Date(`2026-11-${text}:00Z`);
const draft = (given: object) =>
  AnnotationDraft.parse({ text: 'MTA 4.2', startsAt: at('10T12:00'), ...given });
const range = (from: string, to: string) =>
  readTimeRange({ from: at(from).toISOString(), to: at(to).toISOString() }, at('21T00:00'));
const texts = async (from: string, to: string) =>
  (await annotationsWithin(store.db, everything(range(from, to)))).map(({ text }) => text);

test('what is annotated is found where it happened, changed and removed, and written down each time', async () => {
  const id = await createAnnotation(store.db, OPERATOR, draft({ kind: 'deploy' }));
  expect(await texts('10T11:00', '10T13:00')).toEqual(['MTA 4.2']);
  expect(await texts('10T13:00', '10T15:00')).toEqual([]);
  expect(
    await changeAnnotation(store.db, OPERATOR, id, draft({ text: 'MTA 4.3', startsAt: at('10T14:00') })),
  ).toBe(true);
  expect(await texts('10T13:00', '10T15:00')).toEqual(['MTA 4.3']);
  expect(await removeAnnotation(store.db, OPERATOR, id)).toBe(true);
  expect(await annotationList(store.db)).toEqual([]);
  expect(await removeAnnotation(store.db, OPERATOR, id)).toBe(false);
  expect(await changeAnnotation(store.db, OPERATOR, id, draft({}))).toBe(false);
  const written = await store.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(written.map(({ action, subject }) => [action, subject])).toEqual([
    ['annotation.created', 'MTA 4.2'],
    ['annotation.changed', 'MTA 4.3'],
    ['annotation.removed', 'MTA 4.3'],
  ]);
});

test('what lasts is found wherever it reaches, and of its own mail alone', async () => {
  const lasting = { startsAt: at('12T00:00'), endsAt: at('14T00:00'), scope: 'provider:gmail' };
  const id = await createAnnotation(store.db, OPERATOR, draft({ text: 'warm-up', ...lasting }));
  expect(await texts('13T00:00', '13T06:00')).toEqual(['warm-up']);
  expect(await texts('14T06:00', '14T12:00')).toEqual([]);
  const yahoo = { ...everything(range('13T00:00', '13T06:00')), provider: 'yahoo' };
  expect(await annotationsWithin(store.db, yahoo)).toEqual([]);
  await removeAnnotation(store.db, OPERATOR, id);
});

test.each([
  [{ text: ' ' }, 'text'],
  [{ link: 'javascript:alert(1)' }, 'link'],
  [{ link: 'ci.example.com' }, 'link'],
  [{ kind: 'party' }, 'kind'],
  [{ endsAt: at('10T11:00') }, 'endsAt'],
  [{ endsAt: new Date('2029-01-01') }, 'endsAt'],
  [{ scope: 'gmail' }, 'scope'],
  [{ scope: 'provider:gmail,colour:red' }, 'scope'],
])('%o is refused for its %s', (given, field) => {
  const { error } = AnnotationDraft.safeParse({ text: 'x', startsAt: at('10T12:00'), ...given });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

test('changes of settings are told from the audit log, and nothing else of it', async () => {
  const before = new Date();
  await store.db.$transaction(async (transaction) => {
    await audit(transaction, OPERATOR, 'alert-rule.changed', 'Hard bounces', { id: 1 });
    await audit(transaction, OPERATOR, 'session.opened', 'ada');
  });
  const changes = await settingChangesWithin(store.db, {
    ...range('10T00:00', '11T00:00'),
    from: before,
    to: new Date(Date.now() + 60_000),
  });
  expect(changes.map(({ text, actor }) => [text, actor])).toEqual([
    ['Alert rule changed: Hard bounces', OPERATOR.name],
  ]);
});
