import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeSource, setSourcePaused } from '@/lib/store/source-changes';
import { followedSources } from '@/lib/store/sources';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const by = { id: null, name: 'jane' };
const made = async (name: string, paused = true) =>
  (await store.db.source.create({ data: { name, kind: 'file', timeZone: 'UTC', paused } })).id;
const exists = async (id: number) => (await store.db.source.count({ where: { id } })) === 1;

describe('a source', () => {
  it('is not followed while it is paused', async () => {
    const id = await made('mx-paused', false);
    const followed = async () => (await followedSources(store.db)).map((source) => source.id);
    expect(await followed()).toContain(id);
    await setSourcePaused(store.db, by, id, true);
    expect(await followed()).not.toContain(id);
    await setSourcePaused(store.db, by, id, false);
    expect(await followed()).toContain(id);
  });

  it('goes with its tokens where it has brought nothing', async () => {
    const id = await made('unused');
    await store.db.apiToken.create({
      data: { name: 'unused', prefix: 'p', hash: 'h', scopes: ['ingest'], sourceId: id, createdBy: 'test' },
    });
    expect(await removeSource(store.db, by, id)).toBe(true);
    expect(await exists(id)).toBe(false);
    expect(await store.db.apiToken.count({ where: { sourceId: id } })).toBe(0);
    const [entry] = await store.db.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(entry).toMatchObject({ actor: 'jane', action: 'source.deleted', subject: 'unused' });
  });

  it('stays while it is not paused, while something waits, and once it is part of the counts', async () => {
    const running = await made('running', false);
    expect(await removeSource(store.db, by, running)).toBe(false);

    const waiting = await made('waiting');
    await store.db.ingestBatch.create({
      data: { sourceId: waiting, format: 'postfix', content: new Uint8Array() },
    });
    expect(await removeSource(store.db, by, waiting)).toBe(false);

    await send(store.db, {
      source: 'counted',
      from: new Date(),
      minutes: 1,
      events: 1,
      outcome: 'delivered',
    });
    const counted = await store.db.source.update({ where: { name: 'counted' }, data: { paused: true } });
    expect(await removeSource(store.db, by, counted.id)).toBe(false);
    expect(await Promise.all([running, waiting, counted.id].map(exists))).toEqual([true, true, true]);

    const arriving = await made('arriving');
    await store.db.upload.create({
      data: {
        ...{ sourceId: arriving, name: 'mail.log', format: 'auto', sizeBytes: 5 },
        ...{ modifiedAt: new Date(), createdBy: 'jane' },
      },
    });
    expect(await removeSource(store.db, by, arriving)).toBe(false);
  });
});
