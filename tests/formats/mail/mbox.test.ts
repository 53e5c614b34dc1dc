import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mail } from '@/lib/formats/mail';
import { read } from '../contract';

test('each mail of an mbox is a record of its own', () => {
  const mbox = fs.readFileSync(path.join(__dirname, '../../fixtures/formats/mail.mbox'));
  const { events, records } = read(mail([]), mbox);
  expect(records).toEqual({ event: 3, context: 0, ignored: 1, unparsed: 0 });
  expect(events.map(({ outcome, recipient, messageId }) => [outcome, recipient, messageId])).toEqual([
    ['bounced', 'ana@example.com', 'offers@example.org'],
    ['bounced', 'bo@example.net', 'offers@example.org'],
    ['bounced', 'cy@example.com', 'offers-cy@example.org'],
    ['complained', 'ana@example.com', 'offers@example.org'],
  ]);
  expect(events[1]!.position).toBe(events[0]!.position + 1);
  expect(mbox.subarray(events[2]!.position).toString()).toMatch(/^From MAILER-DAEMON/);
});
