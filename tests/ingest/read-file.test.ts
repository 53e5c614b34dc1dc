import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import type { BatchRead } from '@/lib/ingest/committer';
import { type ReadEnd, readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { createOwnRule } from '@/lib/store/own-rules';
import type { EventRecorder } from '@/lib/store/record-events';
import { OPERATOR } from '../auth/people';
import { recorderThat } from '../store/record';
import { type MailRoom, openMailRoom } from './mail-room';
import { bounced, messages, queued } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

async function read(file: string, owner: string, now = () => new Date()): Promise<ReadEnd> {
  const { db, recorder, source } = room;
  const { generationId } = (await registerFile(db, source, file))!;
  return readFile({ db, recorder, owner, now }, { sourceId: source.id, generationId }, { isComplete: true });
}

describe('position', () => {
  test('is that of the last whole line; the rest of it is read when it has come', async () => {
    const [whole, last] = [messages(0, 3), bounced(3)];
    const file = await room.write('mail.log', whole + last.slice(0, 100));
    const id = await room.readOn(file);
    expect((await room.generation(id)).position).toBe(BigInt(whole.length));
    expect(await room.events()).toBe(3);
    await fs.appendFile(file, last.slice(100));
    await room.readOn(file);
    expect((await room.generation(id)).position).toBe(BigInt(whole.length + last.length));
    expect(await room.events()).toBe(4);
  });

  test.each([
    ['until its slice is over, with what is written meanwhile', 60_000, 5],
    ['once, where it has no slice', undefined, 3],
  ])('is moved %s', async (_, sliceMs, counted) => {
    const file = await room.write('mail.log', messages(0, 3));
    const { db, source } = room;
    const { generationId } = (await registerFile(db, source, file))!;
    let commits = 0;
    const recorder = recorderThat(room.recorder, async (...given) => {
      await room.recorder.record(...given);
      if (commits++ < 2) await fs.appendFile(file, messages(2 + commits, 1));
    });
    const reading = { db, recorder, owner: 'worker', now: () => new Date() };
    const end = await readFile(
      reading,
      { sourceId: source.id, generationId },
      { isComplete: false, ...(sliceMs && { sliceMs }) },
    );
    expect(end).toBe('caught-up');
    expect(await room.events()).toBe(counted);
    expect((await room.generation(generationId)).leaseOwner).toBeNull();
  });

  test('is the end of a file that is complete, also where its last line has no end', async () => {
    const file = await room.write('mail.log', messages(0, 3).trimEnd());
    const id = await room.importFile(file);
    expect((await room.generation(id)).position).toBe(BigInt(messages(0, 3).length - 1));
    expect(await room.events()).toBe(3);
  });

  test('carries the open messages along: the sender before it, the delivery after it', async () => {
    const file = await room.write('mail.log', messages(0, 20) + queued(50));
    await room.readOn(file, 'worker-1');
    await fs.appendFile(file, bounced(50));
    await room.readOn(file, 'worker-2');
    const labels = await room.db.labelSet.findMany({
      where: { answerId: { not: null } },
      distinct: ['sendingDomain'],
    });
    expect(labels.map(({ sendingDomain }) => sendingDomain)).toEqual(['shop.example']);
    expect(await room.events()).toBe(21);
  });

  test('moves batch by batch, and a reader that is stopped goes on from the last', async () => {
    const file = await room.write('mail.log', messages(0, 45_000));
    const { db, recorder, source } = room;
    const { generationId } = (await registerFile(db, source, file))!;
    const ref = { sourceId: source.id, generationId };
    const reading = { db, recorder, owner: 'worker', now: () => new Date() };
    const stopping = new AbortController();
    const batches: number[] = [];
    const onBatch = ({ records }: BatchRead) => {
      batches.push(records.event);
      stopping.abort();
    };
    expect(await readFile(reading, ref, { isComplete: true, signal: stopping.signal, onBatch })).toBe('more');
    const before = batches.reduce((sum, events) => sum + events, 0);
    expect(before).toBeLessThan(45_000);
    expect(await room.events()).toBe(before);
    expect(await readFile(reading, ref, { isComplete: true })).toBe('caught-up');
    expect(await room.events()).toBe(45_000);
    const { events, eventRecords, contextCount } = await room.generation(generationId);
    expect({ events, eventRecords, contextCount }).toEqual({
      events: 45_000n,
      eventRecords: 45_000n,
      contextCount: 45_000n,
    });
  });
});

describe('own rules that change while a file is read', () => {
  /** More than one batch. */
  const EVENTS = 17_500;
  const RULE = OwnRuleForm.parse({
    ...{ name: 'gone', pattern: 'user unknown', codes: '', provider: '', note: '' },
    ...{ category: 'invalid-address', action: 'suppress', bounceType: '' },
  });

  /** Records as ever; before the second commit the rules change. */
  async function readAcrossChange(record = room.recorder.record.bind(room.recorder)) {
    const file = await room.write('mail.log', Array.from({ length: EVENTS }, (_, n) => bounced(n)).join(''));
    const { db, source } = room;
    const { generationId } = (await registerFile(db, source, file))!;
    let commits = 0;
    const recorder = recorderThat(room.recorder, async (...given) => {
      if (commits++ === 1) await createOwnRule(db, OPERATOR, RULE);
      await record(...given);
    });
    const reading = { db, recorder, owner: 'worker', now: () => new Date() };
    const counts: number[] = [];
    const end = await readFile(
      reading,
      { sourceId: source.id, generationId },
      { isComplete: true, onBatch: ({ records }) => counts.push(records.event) },
    );
    const rules = await db.$queryRaw<{ rule: string; events: number }[]>`
      SELECT l.rule, sum(r.events)::int AS events FROM rollup r JOIN label_set l ON l.id = r.label_set_id
       WHERE r.bucket_minutes = 1440 GROUP BY 1`;
    return { end, counts, rules };
  }

  test('judge all that is committed after the change, and every event counts once', async () => {
    const { end, counts, rules } = await readAcrossChange();
    expect(end).toBe('caught-up');
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.reduce((sum, events) => sum + events)).toBe(EVENTS);
    const own = rules.filter(({ rule }) => rule.startsWith('own/'));
    const before = rules.filter(({ rule }) => !rule.startsWith('own/'));
    expect(before.map(({ events }) => events)).toEqual([counts[0]]);
    expect(own.map(({ events }) => events)).toEqual([EVENTS - counts[0]!]);
    expect(await room.events()).toBe(EVENTS);
  });

  test('would not, were the version that they were judged by not looked at', async () => {
    const { rules } = await readAcrossChange((sheet, ...batches) => {
      const { version: _, ...judge } = sheet.judge;
      return room.recorder.record(Object.assign(sheet, { judge }), ...batches);
    });
    expect(rules.filter(({ rule }) => rule.startsWith('own/'))).toEqual([]);
  });
});

describe('a file has one reader', () => {
  test('another one is turned away until the lease is over', async () => {
    const file = await room.write('mail.log', messages(0, 3));
    const { generationId } = (await registerFile(room.db, room.source, file))!;
    const lease = { leaseOwner: 'elsewhere-1', leaseUntil: new Date(Date.now() + 60_000) };
    await room.db.fileGeneration.updateMany({ where: { id: generationId }, data: lease });
    expect(await read(file, 'worker')).toBe('held');
    expect(await room.events()).toBe(0);
    expect(await read(file, 'worker', () => new Date(Date.now() + 61_000))).toBe('caught-up');
    expect(await room.events()).toBe(3);
  });

  test('the lease of a process of this machine that is gone keeps nobody waiting', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    const file = await room.write('mail.log', messages(0, 3));
    const { generationId } = (await registerFile(room.db, room.source, file))!;
    const leaseUntil = new Date(Date.now() + 60_000);
    const holdBy = (leaseOwner: string) =>
      room.db.fileGeneration.updateMany({ where: { id: generationId }, data: { leaseOwner, leaseUntil } });
    await holdBy(`import-${os.hostname()}-${process.pid}`);
    expect(await read(file, 'worker')).toBe('held');
    await holdBy(`import-${os.hostname()}-${gone.pid}`);
    expect(await read(file, 'worker')).toBe('caught-up');
  });

  test('many at once bring every event once', async () => {
    const file = await room.write('mail.log', messages(0, 2_000));
    await registerFile(room.db, room.source, file);
    const ends = await Promise.all(Array.from({ length: 6 }, (_, n) => read(file, `worker-${n}`)));
    expect(ends.filter((end) => end === 'caught-up').length).toBeGreaterThan(0);
    expect(await room.events()).toBe(2_000);
  });
});

describe('what cannot be read', () => {
  test('is counted, and the first few are kept', async () => {
    const odd = Array.from({ length: 100 }, (_, n) => `odd line ${n} of john.doe@example.org\n`).join('');
    const id = await room.importFile(await room.write('mail.log', messages(0, 5) + odd + messages(5, 5)));
    expect(await room.generation(id)).toMatchObject({ unparsedCount: 100n, events: 10n, fault: null });
    const kept = await room.db.unparsedRecord.findMany({ where: { originId: id } });
    expect(kept).toHaveLength(20);
    expect(kept[0]?.text).toContain('j***@example.org');
  });

  test('a gzip that is cut off brings what is there, and its fault stays with it', async () => {
    const whole = gzipSync(Buffer.from(messages(0, 30_000)));
    const file = await room.write('mail.log.gz', whole.subarray(0, whole.length - 1000));
    await expect(room.importFile(file)).rejects.toThrow(/damaged or cut off/);
    const generation = await room.db.fileGeneration.findFirstOrThrow();
    expect(generation.fault).toMatch(/damaged or cut off/);
    expect(generation.leaseOwner).toBeNull();
    expect(await room.events()).toBeGreaterThan(20_000);

    // The whole file comes later: only the rest is read.
    await fs.writeFile(file, whole);
    const id = await room.importFile(file);
    expect(id).toBe(Number(generation.id));
    expect((await room.generation(id)).fault).toBeNull();
    expect(await room.events()).toBe(30_000);
  });

  test('a file that is gone by now keeps its fault', async () => {
    const file = await room.write('mail.log', messages(0, 3));
    const { generationId } = (await registerFile(room.db, room.source, file))!;
    await fs.rm(file);
    const ref = { sourceId: room.source.id, generationId };
    const reading = { db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date() };
    await expect(readFile(reading, ref, { isComplete: false })).rejects.toThrow(/ENOENT/);
    expect((await room.generation(generationId)).fault).toMatch(/ENOENT/);
  });

  test('rules that cannot be loaded leave their fault with the file, until they can be', async () => {
    const file = await room.write('mail.log', messages(0, 3));
    const { generationId } = (await registerFile(room.db, room.source, file))!;
    const ref = { sourceId: room.source.id, generationId };
    const reading = { db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date() };
    await room.db.$executeRaw`ALTER TABLE own_rule RENAME TO own_rule_away`;
    await expect(readFile(reading, ref, { isComplete: false })).rejects.toThrow(/own_rule/);
    expect(await room.generation(generationId)).toMatchObject({
      fault: expect.stringMatching(/own_rule/),
      leaseOwner: null,
    });
    await room.db.$executeRaw`ALTER TABLE own_rule_away RENAME TO own_rule`;
    expect(await readFile(reading, ref, { isComplete: false })).toBe('caught-up');
    expect(await room.generation(generationId)).toMatchObject({ fault: null, events: 3n });
  });

  test('of a compressed file, what failed while it was parsed is not passed over', async () => {
    const file = await room.write('mail.log.gz', gzipSync(Buffer.from(messages(0, 5_000))));
    const { db, source } = room;
    const { generationId } = (await registerFile(db, source, file))!;
    const ref = { sourceId: source.id, generationId };
    const addsOnce = {
      record: (...given) => room.recorder.record(...given),
      sheet(...given) {
        const sheet = room.recorder.sheet(...given);
        const add = sheet.add.bind(sheet);
        let isAdded = false;
        sheet.add = (originId, events) => {
          if (isAdded) throw new Error('no room for the events');
          add(originId, events);
          isAdded = events.length > 0;
        };
        return sheet;
      },
    } as EventRecorder;
    const reading = { db, recorder: addsOnce, owner: 'worker', now: () => new Date() };
    await expect(readFile(reading, ref, { isComplete: true })).rejects.toThrow(/no room/);
    expect((await room.generation(generationId)).position).toBe(0n);
    await readFile({ ...reading, recorder: room.recorder }, ref, { isComplete: true });
    expect(await room.events()).toBe(5_000);
  });

  test('a file that was written over is not read on as if it were the same', async () => {
    const file = await room.write('mail.log', messages(0, 10));
    const id = await room.readOn(file);
    await fs.writeFile(file, messages(500, 20));
    const ref = { sourceId: room.source.id, generationId: id };
    const reading = { db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date() };
    await expect(readFile(reading, ref, { isComplete: false })).rejects.toThrow(/is not the file/);
    expect(await room.events()).toBe(10);
  });

  test.each([
    [
      'NULs',
      Buffer.concat([Buffer.from(messages(0, 5)), Buffer.alloc(5000), Buffer.from(`\n${messages(5, 5)}`)]),
      1,
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from(`${messages(0, 5)}\xff\xfe\xc3(\n${messages(5, 5)}`, 'latin1'),
      1,
    ],
    [
      'a line of ten megabytes',
      Buffer.from(`${messages(0, 5)}${'x'.repeat(10 << 20)}\n${messages(5, 5)}`),
      1,
    ],
  ])('%s cost one record', async (_, content, unparsed) => {
    const id = await room.importFile(await room.write('mail.log', content));
    expect(await room.generation(id)).toMatchObject({
      events: 10n,
      unparsedCount: BigInt(unparsed),
      fault: null,
    });
  });
});
