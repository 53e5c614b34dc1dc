import { describe, expect, test } from 'vitest';
import { auditPart } from '@/app/_panels/list-audit';
import { AUDIT_LOCK, AuditTakesLong, suppressionAudit } from '@/lib/queries/suppression-audit';
import { type SuppressionSearch, suppressionList } from '@/lib/queries/suppression-list';
import { exportedSuppressions } from '@/lib/store/export-suppressions';
import { reinstate, suppressByHand } from '@/lib/store/suppress-by-hand';
import type { Exported } from '@/lib/suppression/export-formats';
import { OPERATOR } from '../auth/people';
import { AT, DAY_MS, hashOf, NOW, openRecipients } from './recipients';

const { store, box, record, weigh, suppressionOf } = openRecipients();

describe('what somebody decides', () => {
  const ref = () => ({ workspaceId: 1, recipientHash: hashOf('ana') });

  test('reinstated, it stays so until something new happens, and who did it is known', async () => {
    await record({ what: 'dead', day: 1 });
    await weigh();
    expect(
      await reinstate(store.db, OPERATOR, ref(), 'typing error at their side', new Date(AT + 2 * DAY_MS)),
    ).toBe(true);
    await record({ what: 'dead', day: 1.5 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'reinstated', handBy: 'olga', reason: null });
    await record({ what: 'dead', day: 3 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'suppressed', since: new Date(AT + 3 * DAY_MS) });
    const changes = await store.db.suppressionChange.findMany({ orderBy: { id: 'asc' } });
    expect(changes.map(({ state, by, note }) => [state, by, note])).toEqual([
      ['suppressed', null, null],
      ['reinstated', 'olga', 'typing error at their side'],
      ['suppressed', null, null],
    ]);
    const entry = await store.db.auditEntry.findFirstOrThrow({ where: { action: 'suppression.reinstated' } });
    expect(entry).toMatchObject({ actor: 'olga', subject: 'a***@example.net' });
    expect(await reinstate(store.db, OPERATOR, { ...ref(), recipientHash: 1n }, '', NOW)).toBe(false);
  });

  test('suppressed by hand, without any event', async () => {
    const asked = {
      address: 'ana@example.net',
      recipientHash: hashOf('ana'),
      sealed: null,
      note: 'asked us to',
    };
    await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
    await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
    await weigh();
    expect(await suppressionOf()).toMatchObject({
      state: 'suppressed',
      reason: 'by-hand',
      handNote: 'asked us to',
    });
    expect(await store.db.suppressionChange.count()).toBe(1);
  });
});

test('a search finds whoever is on either list, and nobody who is on none', async () => {
  await record(
    { what: 'dead', day: 1 },
    { what: 'complaint', day: 2, who: 'bob' },
    { what: 'full', day: 1, who: 'eve' },
  );
  await weigh();
  await reinstate(store.db, OPERATOR, { workspaceId: 1, recipientHash: hashOf('ana') }, 'typing error', NOW);
  const found = async (search: Partial<SuppressionSearch>) => {
    const asked = { state: 'any' as const, reason: null, domain: null, recipientHash: null, ...search };
    return (await suppressionList(store.db, asked, null, 10)).map(({ recipient, state }) => [
      recipient,
      state,
    ]);
  };
  const [ana, bob] = [
    ['a***@example.net', 'reinstated'],
    ['b***@example.net', 'suppressed'],
  ];
  expect(await found({ domain: 'example.net' })).toEqual([ana, bob]);
  expect(await found({ recipientHash: hashOf('ana') })).toEqual([ana]);
  expect(await found({ recipientHash: hashOf('eve') })).toEqual([]);
  expect(await found({ domain: 'example.net', state: 'suppressed' })).toEqual([bob]);
});

test('a list that somebody brings is judged by what was recorded, and goes back without a trace', async () => {
  await store.db.setting.deleteMany({ where: { key: 'address-key' } });
  await store.db.setting.create({ data: { key: 'address-key', value: 'key' } });
  await record(
    { what: 'dead', day: 1, who: 'dead' },
    { what: 'policy', day: 1, who: 'policy' },
    { what: 'delivered', day: 1, who: 'since' },
    { what: 'full', day: 1, who: 'full' },
  );
  await record({ what: 'policy', day: 0, who: 'since', source: 1 });
  await weigh();
  const who = ['dead', 'policy', 'since', 'full', 'stranger', 'policy'];
  const list = ['created,email', ...who.map((name) => `2026-03-01,${name}@example.net`), 'nonsense', ''].join(
    '\r\n',
  );
  // One at a time: events are read through for each.
  await store.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(${AUDIT_LOCK})`;
    expect(await auditPart(store.db, list, null)).toBeNull();
  });
  const { shown: _, reinstate, ...result } = (await auditPart(store.db, list, null))!;
  expect(result).toEqual({
    ...{ column: 1, without: 1 },
    counts: { rightly: 1, wrongly: 1, delivered: 1, reinstated: 0, 'not-enough': 1, unknown: 1 },
  });
  const lines = reinstate.trim().split('\r\n').sort();
  expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['policy@example.net', 'Wrongly suppressed'],
    ['since@example.net', 'Delivered since'],
  ]);
  expect(lines[0]).toContain('5.7.26');
});

test('a list that takes too long is given up, and it is said what to do', async () => {
  await store.db.$transaction(async (tx) => {
    // Whoever reads it has to wait until the time is up.
    await tx.$executeRaw`LOCK TABLE suppression IN ACCESS EXCLUSIVE MODE`;
    const judged = suppressionAudit(store.db, [1n], 0.05);
    await expect(judged).rejects.toThrow(AuditTakesLong);
    await expect(judged).rejects.toThrow('BOUNCEBOARD_EVENT_DAYS');
  });
  expect(await suppressionAudit(store.db, [1n])).toHaveLength(1);
});

test('the export holds everybody who is suppressed and whose address is kept', async () => {
  await record(
    { what: 'dead', day: 1 },
    { what: 'complaint', day: 1, who: 'bob' },
    { what: 'policy', day: 1, who: 'eve' },
  );
  const asked = { address: 'zoe@example.net', recipientHash: hashOf('zoe'), sealed: null, note: 'asked' };
  await suppressByHand(store.db, OPERATOR, 1, asked, NOW);
  await weigh();
  const exported: Exported[] = [];
  for await (const page of exportedSuppressions(store.db, box)) exported.push(...page);
  expect(exported.map(({ address, reason, replyCode }) => [address, reason, replyCode]).sort()).toEqual([
    ['ana@example.net', 'dead-mailbox', 550],
    ['bob@example.net', 'complaint', null],
  ]);
});
