import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertRules } from '@/lib/queries/alert-rules';
import { alertStates } from '@/lib/queries/alert-states';
import { alertTransitions } from '@/lib/queries/alert-transitions';
import { sourceGaps } from '@/lib/queries/source-gaps';
import { sourceList } from '@/lib/queries/source-list';
import { readTimeRange } from '@/lib/queries/time-range';
import { unparsedExamples } from '@/lib/queries/unparsed-examples';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const now = new Date('2026-11-20T12:00:00Z');

beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  const { id: sourceId } = await db.source.create({
    data: { name: 'mx1', kind: 'file', timeZone: 'UTC', watermarkAt: now },
  });
  await db.source.create({ data: { name: 'quiet', kind: 'push', timeZone: 'UTC' } });
  const file = {
    sourceId,
    device: 1n,
    birthMs: 0n,
    headHash: 'a',
    headBytes: 1,
    tailHash: 'b',
    format: 'postfix',
    referenceAt: now,
  };
  await db.fileGeneration.createMany({
    data: [
      {
        ...file,
        path: '/var/log/mail.log.1',
        inode: 1n,
        position: 900n,
        sizeBytes: 900n,
        events: 10n,
        eventRecords: 9n,
        contextCount: 4n,
      },
      {
        ...file,
        path: '/var/log/mail.log',
        inode: 2n,
        position: 100n,
        sizeBytes: 350n,
        events: 5n,
        eventRecords: 5n,
        unparsedCount: 2n,
        fault: 'permission denied',
      },
      // What is left of a compressed file cannot be told from its position.
      { ...file, path: '/var/log/mail.log.2.gz', inode: 3n, position: 100n, sizeBytes: 5000n },
    ],
  });
  await db.ingestBatch.create({
    data: { sourceId, format: 'postfix', content: new Uint8Array(), events: 1n, ignoredCount: 3n },
  });
  await db.unparsedRecord.createMany({
    data: Array.from({ length: 8 }, (_, n) => ({
      sourceId,
      originId: 1n,
      position: BigInt(n),
      reason: 'no stamp',
      text: `line ${n}`,
    })),
  });
  await db.sourceGap.create({
    data: { sourceId, originId: 1n, position: 5n, bytes: 80n, reason: 'truncated' },
  });
  const rule = await db.alertRule.create({
    data: { kind: 'rate-above', name: 'Bounces', severity: 'critical', settings: {} },
  });
  await db.alertRule.create({
    data: { kind: 'rate-above', name: 'Off', severity: 'info', settings: {}, enabled: false },
  });
  const counts = { numerator: 30n, denominator: 400n };
  await db.alertState.createMany({
    data: [
      {
        ruleId: rule.id,
        series: 'provider=gmail',
        state: 'pending',
        since: now,
        evaluatedAt: now,
        ...counts,
      },
      { ruleId: rule.id, series: '', state: 'firing', since: now, evaluatedAt: now, ...counts },
      {
        ruleId: rule.id,
        series: 'provider=yahoo',
        state: 'inactive',
        since: now,
        evaluatedAt: now,
        ...counts,
      },
    ],
  });
  const transition = {
    ruleId: rule.id,
    series: '',
    fromState: 'inactive',
    toState: 'pending',
    reason: 'condition-began',
    ...counts,
  };
  await db.alertTransition.createMany({
    data: [
      { ...transition, at: new Date('2026-11-20T11:30:00Z') },
      {
        ...transition,
        fromState: 'pending',
        toState: 'firing',
        reason: 'held-for',
        at: new Date('2026-11-20T11:40:00Z'),
      },
      { ...transition, at: new Date('2026-11-01T00:00:00Z') },
    ],
  });
});
afterAll(() => store.close());

describe('sources', () => {
  it('adds up what was read of files and batches', async () => {
    const [mx1, quiet] = await sourceList(store.db, now);
    expect(mx1).toMatchObject({
      name: 'mx1',
      events: 16,
      records: { event: 14, context: 4, ignored: 3, unparsed: 2 },
      behindBytes: 250,
      waitingBatches: 1,
      faults: ['permission denied'],
    });
    expect(quiet).toMatchObject({ name: 'quiet', events: 0, lastEventAt: null, faults: [] });
  });

  it('keeps a few examples of each source, the latest first', async () => {
    expect((await unparsedExamples(store.db, null, 3)).map(({ text }) => text)).toEqual([
      'line 7',
      'line 6',
      'line 5',
    ]);
  });

  it('tells what was lost', async () => {
    expect(await sourceGaps(store.db)).toMatchObject([{ bytes: 80, reason: 'truncated' }]);
  });
});

describe('alerts', () => {
  it('shows what fires before what is pending, and leaves out what is in order', async () => {
    expect((await alertStates(store.db)).map(({ state, series }) => [state, series])).toEqual([
      ['firing', ''],
      ['pending', 'provider=gmail'],
    ]);
  });

  it('says how each rule stands', async () => {
    expect(await alertRules(store.db)).toMatchObject([
      { name: 'Bounces', enabled: true, series: 3, firing: 1 },
      { name: 'Off', enabled: false, series: 0, firing: 0, evaluatedAt: null },
    ]);
  });

  it('tells the changes of state within a range, the latest first', async () => {
    const changes = await alertTransitions(store.db, readTimeRange({ range: '1h' }, now));
    expect(changes.map(({ toState, numerator }) => [toState, numerator])).toEqual([
      ['firing', 30],
      ['pending', 30],
    ]);
  });
});
