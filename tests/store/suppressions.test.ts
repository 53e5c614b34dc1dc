import { describe, expect, test } from 'vitest';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { classifierWith } from '@/lib/classify/own-rules';
import { openAddress } from '@/lib/store/address-seal';
import { LedgerConflict } from '@/lib/store/batch';
import { createOwnRule, rulesInForce } from '@/lib/store/own-rules';
import { Reclassifier } from '@/lib/store/reclassify';
import { setSoftBounceRule } from '@/lib/store/soft-bounce-rule';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { OPERATOR } from '../auth/people';
import { AT, DAY_MS, days, openRecipients } from './recipients';

const { store, box, batchOf, record, recordBatch, weigh, suppressionOf } = openRecipients();

describe('who is suppressed', () => {
  test('a dead address at once, with what decided and the address sealed', async () => {
    await record({ what: 'policy', day: 0 }, { what: 'dead', day: 1 }, { what: 'dead', day: 2 });
    await weigh();
    const row = (await suppressionOf())!;
    expect(row).toMatchObject({
      ...{ state: 'suppressed', reason: 'dead-mailbox', faults: 2, recipient: 'a***@example.net' },
      ...{ domain: 'example.net', since: new Date(AT + DAY_MS), diagnostic: '550 5.1.1 User unknown' },
    });
    const decided = await store.db.event.findFirst({
      where: { originId: row.decidedOriginId!, position: row.decidedPosition! },
    });
    expect(decided?.at).toEqual(new Date(AT + DAY_MS));
    expect(row.address).not.toContain('ana');
    expect(openAddress(box, row.address!)).toBe('ana@example.net');
    expect(await store.db.recipientFault.count({ where: { address: { not: null } } })).toBe(0);
  });

  test('never for policy, nor for retries that go on', async () => {
    await record(...days('policy', 1, 2, 3, 4, 5, 6), ...days('retried', 1, 2, 3, 4, 5, 6));
    await weigh();
    expect(await store.db.suppression.count()).toBe(0);
  });

  test('five soft bounces in a row, and not where a delivery was between, on any source', async () => {
    await record(...days('full', 1, 2, 3, 4, 5));
    await record(...days('full', 1, 2, 3, 4, 5).map((one) => ({ ...one, who: 'bob' })));
    await record({ what: 'delivered', day: 3.5, who: 'bob', source: 1 });
    await weigh();
    expect(await suppressionOf('ana')).toMatchObject({
      state: 'suppressed',
      reason: 'soft-bounces',
      faults: 5,
    });
    expect(await suppressionOf('bob')).toMatchObject({ state: 'watched', reason: null });
  });

  test('a delivery lifts it, also one that is recorded before the bounces, or long after', async () => {
    await record({ what: 'delivered', day: 7 });
    await record(...days('full', 1, 2, 3, 4, 5));
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'watched', deliveredAt: new Date(AT + 7 * DAY_MS) });
    await record(...days('full', 8, 9, 10, 11, 12));
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'suppressed' });
    await record({ what: 'delivered', day: 10, source: 1 });
    await weigh();
    expect(await suppressionOf()).toMatchObject({ state: 'watched' });
  });

  test('the acceptance of the very message that bounced later is no delivery', async () => {
    for (const day of [1, 2, 3, 4, 5]) {
      await record({ what: 'delivered', day, messageId: `m${day}` });
      await record({ what: 'full', day: day + 0.1, messageId: `m${day}`, source: 1 });
    }
    await weigh();
    expect(await suppressionOf()).toMatchObject({
      state: 'suppressed',
      reason: 'soft-bounces',
      deliveredAt: null,
    });
  });

  test('by another rule for soft bounces, once it is another', async () => {
    await record(...days('full', 1, 2, 3));
    await weigh();
    expect((await suppressionOf())?.state).toBe('watched');
    await setSoftBounceRule(store.db, OPERATOR, SoftBounceRule.parse({ bounces: 3 }));
    await weigh();
    expect((await suppressionOf())?.state).toBe('suppressed');
    await setSoftBounceRule(store.db, OPERATOR, SoftBounceRule.parse({}));
    await weigh();
    expect((await suppressionOf())?.state).toBe('watched');
  });
});

test('a batch that is recorded again counts nothing twice, and one that fails leaves nothing', async () => {
  const batch = await batchOf([{ what: 'dead', day: 1 }]);
  await recordBatch(batch);
  await weigh();
  await expect(recordBatch(batch)).rejects.toThrow(LedgerConflict);
  const broken = await batchOf([{ what: 'dead', day: 2 }]);
  const twice = { ...broken, events: [broken.events[0]!, broken.events[0]!] };
  await expect(recordBatch(twice)).rejects.toThrow(/_pkey/);
  await weigh();
  await weigh();
  expect(await suppressionOf()).toMatchObject({ faults: 1 });
  expect(await store.db.suppressionChange.count()).toBe(1);
});

test('events from before there were suppressions count too, without their addresses', async () => {
  await record({ what: 'dead', day: 1 }, ...days('policy', 2));
  await store.db.recipientFault.deleteMany();
  await weigh();
  expect(await suppressionOf()).toMatchObject({ state: 'suppressed', reason: 'dead-mailbox', address: null });
});

test('an own rule that gives a refusal another meaning lifts what was suppressed by the old one', async () => {
  await record({ what: 'dead', day: 1 }, { what: 'dead', day: 1, who: 'bob' });
  await weigh();
  const rule = {
    name: 'Theirs',
    pattern: 'User unknown',
    codes: '',
    provider: '',
    category: 'policy',
    action: 'fix',
  };
  const id = await createOwnRule(
    store.db,
    OPERATOR,
    OwnRuleForm.parse({ ...rule, bounceType: '', note: '' }),
  );
  const { rules } = await rulesInForce(store.db);
  const reclassifier = await Reclassifier.open(store.databaseUrl, classifierWith(rules));
  await reclassifier.run(id);
  await reclassifier.close();
  await weigh();
  expect(await store.db.suppression.count({ where: { state: 'suppressed' } })).toBe(0);
});
