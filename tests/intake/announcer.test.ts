import { expect, test, vi } from 'vitest';
import { Announcer } from '@/lib/intake/announcer';
import type { Logger } from '@/lib/log';

const ref = (batchId: number) => ({ sourceId: 1, batchId });
const spyLog = () => {
  const warn = vi.fn();
  return { warn, log: { warn } as unknown as Logger };
};

test('a job is queued for each batch', () => {
  const add = vi.fn(async () => {});
  const { warn, log } = spyLog();
  const announcer = new Announcer(add, log);
  announcer.announce(ref(1));
  announcer.announce(ref(2));
  expect(add.mock.calls).toEqual([[ref(1)], [ref(2)]]);
  expect(warn).not.toHaveBeenCalled();
});

test('a queue that refuses is told of once, and nobody is held up', async () => {
  const { warn, log } = spyLog();
  const announcer = new Announcer(() => Promise.reject(new Error('no queue')), log);
  for (let i = 0; i < 10; i++) announcer.announce(ref(i));
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1), { timeout: 20_000 });
  expect(warn.mock.calls[0]![0]).toMatchObject({ fault: 'no queue' });
});

test('a queue that never answers is told of, and takes up no more than so much memory', async () => {
  const add = vi.fn(() => new Promise<void>(() => {}));
  const { warn, log } = spyLog();
  const announcer = new Announcer(add, log, 5);
  for (let i = 0; i < 1_000; i++) announcer.announce(ref(i));
  expect(add).toHaveBeenCalledTimes(100);
  await vi.waitFor(() => expect(warn).toHaveBeenCalled(), { timeout: 20_000 });
});
