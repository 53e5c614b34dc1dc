import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { PAYLOADS, type QueueName } from '@/lib/jobs';
import type { Queues } from '@/lib/queues';

/** Pages below `path` that show and steer the queues. */
export function queueBoard(queues: Queues, path: string): Hono {
  const board = new HonoAdapter(serveStatic);
  board.setBasePath(path);
  const names = Object.keys(PAYLOADS) as QueueName[];
  createBullBoard({
    queues: names.map((name) => new BullMQAdapter(queues.queue(name))),
    serverAdapter: board,
  });
  return new Hono().route(path, board.registerPlugin());
}
