import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveSource } from '@/lib/auth/workspaces';
import type { Db } from '@/lib/db';
import { onlyWorkspace } from '@/lib/queries/only-workspace';
import { openAddress } from '@/lib/store/address-seal';
import { exportedSuppressions } from '@/lib/store/export-suppressions';
import { limitedTo } from '@/lib/store/limited-db';
import { suppressByHand } from '@/lib/store/suppress-by-hand';
import type { Exported } from '@/lib/suppression/export-formats';
import { OPERATOR } from '../auth/people';
import { AT, DAY_MS, days, hashOf, NOW, openRecipients } from './recipients';

const { store, box, sources, empty, record, weigh } = openRecipients();

describe('with other workspaces', () => {
  const made = async (name: string, isSample = false) =>
    (await store.db.workspace.create({ data: { name, isSample } })).id;
  let others: { clients: number; sample: number };
  beforeAll(async () => {
    others = { clients: await made('Clients'), sample: await made('Sample', true) };
  });
  afterAll(async () => {
    await empty();
    await store.db.workspace.deleteMany({ where: { id: { in: Object.values(others) } } });
  });

  test('what names no workspace goes into the only one in sight, and nowhere if there are several', async () => {
    const { clients, sample } = others;
    const within = (...ids: number[]) => onlyWorkspace(limitedTo(store.db, ids));
    expect(await onlyWorkspace(store.db)).toBeNull();
    expect(await within(1, clients)).toBeNull();
    expect(await within()).toBeNull();
    expect(await within(clients)).toBe(clients);
    expect(await within(clients, sample)).toBe(clients);
    expect(await within(sample)).toBe(sample);
  });

  test('a source that is moved takes along whom its mail speaks against, and leaves nobody behind', async () => {
    const { clients } = others;
    await record(
      ...[
        { what: 'dead' as const, day: 1 },
        { what: 'dead' as const, day: 1, who: 'bob' },
      ],
      ...[
        { what: 'dead' as const, day: 1, who: 'eve' },
        { what: 'dead' as const, day: 2, who: 'bob', source: 1 },
      ],
    );
    // Of zoe five soft bounces are known there already: what lifts them comes with the source.
    await record({ what: 'delivered', day: 9, who: 'zoe' }, { what: 'full', day: 8, who: 'zoe' });
    await weigh();
    const [moved, there] = [sources[0]!, sources[1]!];
    const asked = { address: 'eve@example.net', recipientHash: hashOf('eve'), note: 'asked' };
    await suppressByHand(store.db, OPERATOR, 1, { ...asked, sealed: box.seal(asked.address).sealed }, NOW);
    await moveSource(store.db, OPERATOR, { sourceId: there, workspaceId: clients });
    await record(...days('full', 1, 2, 3, 4, 5).map((one) => ({ ...one, who: 'zoe', source: 1 })));
    await weigh();
    const standing = async (workspaceId: number) => {
      const rows = await store.db.suppression.findMany({ where: { workspaceId } });
      return Object.fromEntries(
        rows.map(({ recipientHash, state, reason, faults, address }) => [
          ['ana', 'bob', 'eve', 'zoe'].find((who) => hashOf(who) === recipientHash),
          [state, reason, faults, address && openAddress(box, address)],
        ]),
      );
    };
    const [ana, bob, eve] = ['ana@example.net', 'bob@example.net', 'eve@example.net'];
    expect(await standing(clients)).toMatchObject({ bob: ['suppressed', 'dead-mailbox', 1, bob] });
    await moveSource(store.db, OPERATOR, { sourceId: moved, workspaceId: clients });
    // At once: whose address is still asked for by nothing here is not kept here.
    expect(await store.db.suppression.count({ where: { workspaceId: 1, address: { not: null } } })).toBe(1);
    await weigh();
    expect(await standing(1)).toMatchObject({
      ana: ['watched', null, 0, null],
      bob: ['watched', null, 0, null],
      eve: ['suppressed', 'by-hand', 0, eve],
    });
    expect(await standing(clients)).toMatchObject({
      ana: ['suppressed', 'dead-mailbox', 1, ana],
      bob: ['suppressed', 'dead-mailbox', 2, bob],
      eve: ['suppressed', 'dead-mailbox', 1, eve],
      zoe: ['watched', null, 6, 'zoe@example.net'],
    });
    expect(await store.db.recipientFault.count({ where: { address: { not: null } } })).toBe(0);
    const exported = async (workspaceId: number) => {
      const lines: string[] = [];
      for await (const page of exportedSuppressions(limitedTo(store.db, [workspaceId]), box))
        lines.push(...page.map(({ address }) => address));
      return lines.sort();
    };
    expect([await exported(1), await exported(clients)]).toEqual([[eve], [ana, bob, eve]]);
    for (const sourceId of sources) await moveSource(store.db, OPERATOR, { sourceId, workspaceId: 1 });
  });

  test('the export tells everybody once, and the made-up ones to who looks at them alone', async () => {
    const suppress = (workspaceId: number, who: string, day: number) => {
      const address = `${who}@example.net`;
      const wanted = { address, recipientHash: hashOf(who), sealed: box.seal(address).sealed, note: 'asked' };
      return suppressByHand(store.db, OPERATOR, workspaceId, wanted, new Date(AT + day * DAY_MS));
    };
    await suppress(1, 'ana', 2);
    await suppress(others.clients, 'ana', 1);
    await suppress(others.clients, 'bob', 1);
    await suppress(others.sample, 'bob', 0);
    await suppress(others.sample, 'eve', 0);
    const exported = async (db: Db) => {
      const lines: Exported[] = [];
      for await (const page of exportedSuppressions(db, box)) lines.push(...page);
      return lines.map(({ address, since }) => [address, (since!.getTime() - AT) / DAY_MS]).sort();
    };
    const both = [
      ['ana@example.net', 1],
      ['bob@example.net', 1],
    ];
    expect(await exported(store.db)).toEqual(both);
    expect(await exported(limitedTo(store.db, [others.clients, others.sample]))).toEqual(both);
    expect(await exported(limitedTo(store.db, [1]))).toEqual([['ana@example.net', 2]]);
    expect(await exported(limitedTo(store.db, [others.sample]))).toEqual([
      ['bob@example.net', 0],
      ['eve@example.net', 0],
    ]);
  });
});
