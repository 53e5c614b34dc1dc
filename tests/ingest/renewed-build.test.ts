import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { BuildRenewed } from '@/lib/load-late';
import { receive } from '@/lib/store/inbox';
import { createOwnRule } from '@/lib/store/own-rules';
import { OPERATOR } from '../auth/people';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

/** Whether the files are gone that this process has not loaded yet. */
const build = vi.hoisted(() => ({ isRenewed: true }));
vi.mock('@/lib/load-late', async (original) => {
  const { loadLate, ...rest } = await original<typeof import('@/lib/load-late')>();
  const gone = async () => {
    throw Object.assign(new Error("Cannot find module '/dist/bin/own-rules-1.mjs'"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  };
  return {
    ...rest,
    loadLate: (load: () => Promise<unknown>) => loadLate(build.isRenewed ? gone : load),
  };
});

let room: MailRoom;
beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

test('what was pushed waits while the build that would judge it is gone, and no attempt is counted', async () => {
  const { db, recorder, source } = room;
  const rule = {
    ...{ name: 'gone', pattern: 'user unknown', codes: '', provider: '', note: '' },
    ...{ category: 'invalid-address', action: 'suppress', bounceType: '' },
  };
  await createOwnRule(db, OPERATOR, OwnRuleForm.parse(rule));
  const content = new Uint8Array(Buffer.from(messages(0, 5)));
  const sourceId = source.id;
  const batchId = await receive(db, { sourceId, format: 'postfix', content, idempotencyKey: null });
  const onFailure = vi.fn();
  const ingest = () =>
    ingestBatch(
      { ...{ db, recorder, owner: 'worker', now: () => new Date(), retryMs: 1 }, onFailure },
      { sourceId, batchId },
    );
  const batch = () => db.ingestBatch.findFirstOrThrow({ where: { id: batchId } });

  for (let job = 0; job < 6; job++) await expect(ingest()).rejects.toThrow(BuildRenewed);
  await expect(ingest()).rejects.toThrow(
    "restart Bounceboard, whose build was renewed while it ran: Cannot find module '/dist/bin/own-rules-1.mjs'",
  );
  expect(onFailure).not.toHaveBeenCalled();
  expect(await batch()).toMatchObject({ state: 'received', attempts: 0 });

  build.isRenewed = false;
  expect(await ingest()).toBeNull();
  expect(await batch()).toMatchObject({ state: 'done', attempts: 0 });
  expect(await room.events()).toBe(5);
});
