import { expect, test, vi } from 'vitest';
import { Announcer } from '@/lib/intake/announcer';
import type { Logger } from '@/lib/log';

const WAIT = { timeout: 20_000 };

const ref = (batchId: number, sourceId = 1) => ({ sourceId, batchId });
const spyLog = () => {
  const warn = vi.fn();
  return { warn, log: { warn } as unknown as Logger };
};

test('a job is queued for the first batch at once, and one for all that come just after it', async () => {
  const add = vi.fn(async () => {});
  const { warn, log } = spyLog();
  const announcer = new Announcer(add, log);
  for (const batchId of [1, 2, 3]) announcer.announce(ref(batchId), 'mail');
  expect(add.mock.calls).toEqual([[ref(1)]]);
  await vi.waitFor(() => expect(add.mock.calls).toEqual([[ref(1)], [ref(2)]]), WAIT);
  expect(warn).not.toHaveBeenCalled();
});

test('batches of another source, or of another format, have jobs of their own', () => {
  const add = vi.fn(async () => {});
  const announcer = new Announcer(add, spyLog().log);
  announcer.announce(ref(1), 'postfix');
  announcer.announce(ref(2), 'exim');
  announcer.announce(ref(3, 2), 'postfix');
  expect(add.mock.calls).toEqual([[ref(1)], [ref(2)], [ref(3, 2)]]);
});

test('a queue that refuses is told of once, and nobody is held up', async () => {
  const { warn, log } = spyLog();
  const announcer = new Announcer(() => Promise.reject(new Error('no queue')), log);
  for (let i = 0; i < 10; i++) announcer.announce(ref(i, i), 'mail');
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1), WAIT);
  expect(warn.mock.calls[0]![0]).toMatchObject({ fault: 'no queue' });
});

test('a queue that never answers is told of, and takes up no more than so much memory', async () => {
  const add = vi.fn(() => new Promise<void>(() => {}));
  const { warn, log } = spyLog();
  const announcer = new Announcer(add, log, 5);
  for (let i = 0; i < 1_000; i++) announcer.announce(ref(i, i), 'mail');
  expect(add).toHaveBeenCalledTimes(100);
  await vi.waitFor(() => expect(warn).toHaveBeenCalled(), WAIT);
});
