import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages, queueId } from './postfix-lines';

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const DAY_MS = Date.parse('2026-01-05T00:00:00Z');

/** Syslog lines as `journalctl -o json` exports them. */
function exported(lines: string): string {
  return lines.replace(
    /^Jan {2}5 (\S+) (\S+) ([^[]+)\[(\d+)\]: (.*)$/gm,
    (_, time, host, program, pid, text) => {
      const at = DAY_MS + Date.parse(`1970-01-01T${time}Z`);
      return JSON.stringify({
        ...{ __CURSOR: `s=1;i=${at}`, __REALTIME_TIMESTAMP: `${at}000`, _HOSTNAME: host, _PID: pid },
        ...{ SYSLOG_IDENTIFIER: program, SYSLOG_FACILITY: '2', PRIORITY: '6', MESSAGE: text },
      });
    },
  );
}

/** Who bounced, when, and from whose message. */
async function recorded() {
  const events = await room.db.event.findMany({ orderBy: { queueId: 'asc' } });
  const labels = await room.db.labelSet.findMany();
  return events.map(({ queueId, at, labelSetId }) => {
    const { sendingDomain, statusCode, outcome } = labels.find(({ id }) => id === labelSetId)!;
    return { queueId, at: at.toISOString(), sendingDomain, statusCode, outcome };
  });
}
const expected = Array.from({ length: 6 }, (_, n) => ({
  ...{ queueId: queueId(n), at: new Date(DAY_MS + n * 1_000).toISOString() },
  ...{ sendingDomain: 'shop.example', statusCode: '5.1.1', outcome: 'bounced' },
}));

test('an export of the journal is imported, and a second time brings nothing', async () => {
  const file = await room.write('journal.json', exported(messages(0, 6)));
  await room.importFile(file);
  expect(await recorded()).toEqual(expected);
  await room.importFile(file);
  expect(await recorded()).toEqual(expected);
});

test('one that grows is followed, wherever its pieces end', async () => {
  const whole = exported(messages(0, 6));
  const file = await room.write('journal.json', '');
  for (let at = 0; at < whole.length; at += 777) {
    await fs.appendFile(file, whole.slice(at, at + 777));
    if (whole.slice(0, at + 777).includes('\n')) await room.readOn(file, `worker-${at % 2}`);
  }
  expect(await recorded()).toEqual(expected);
});
