import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { quietPort } from '../sources/quiet-port';
import { report } from './bounce-mail';
import { type ListeningRoom, openListeningRoom } from './listening-room';
import { POSTFIX_RUNS, type Postfix, startPostfix } from './postfix';

vi.setConfig({ testTimeout: 180_000 });
const WAIT = { timeout: 60_000, interval: 200 };

describe.skipIf(!POSTFIX_RUNS)('a real Postfix', () => {
  let room: ListeningRoom;
  let postfix: Postfix | null;
  beforeEach(async () => {
    room = await openListeningRoom();
    postfix = null;
  });
  afterEach(async () => {
    await postfix?.stop();
    await room.close();
  });

  test('hands reports over by LMTP, keeps them while they cannot be stored, and each is counted once', async () => {
    const port = await quietPort();
    const id = await room.add('smtp', { port, protocol: 'lmtp', recipients: ['return.example'] });
    await room.work();
    const mx = await startPostfix('return.example', `lmtp:[127.0.0.1]:${port}`);
    postfix = mx;
    mx.submit('bounces+ana=example.com@return.example', report(0, { names: false }));
    await room.untilEvents(1);
    const [event] = await room.db.event.findMany();
    expect(event?.recipient).toBe('a***@example.com');

    await room.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
    for (let n = 1; n < 4; n++) mx.submit('bounces@return.example', report(n));
    await room.untilFault(id, /mail cannot be stored, its senders keep it/);
    await vi.waitFor(async () => expect(await mx.log()).toMatch(/status=deferred .*451 4\.3\.0/), WAIT);
    await room.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
    await room.untilEvents(4);
    await vi.waitFor(
      async () => expect((await mx.log()).match(/status=sent \(250 2\.6\.0 /g)).toHaveLength(4),
      WAIT,
    );
    expect(await room.arrivals()).toHaveLength(4);
  });
});
