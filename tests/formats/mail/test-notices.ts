import { expect, test } from 'vitest';
import { parseMail } from './parse-mail';
import type { ServerNotice } from './server-notices';

const HEADERS =
  'From: Mail Delivery System <mailer-daemon@example.org>\nSubject: Returned mail\nReturn-Path: <>';

/** Reads each notice as mail, with every kind of line end. */
export function testNotices(notices: readonly ServerNotice[]): void {
  for (const { server, headers = HEADERS, text, outcome = 'bounced', told } of notices)
    test(server, () => {
      const source = `${headers}\nTo: me@example.org\nDate: Thu, 1 Feb 2024 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n${text}`;
      const events = parseMail(source);
      expect(events.map((event) => event.recipient)).toEqual(told.map(({ recipient }) => recipient));
      for (const [index, { diagnostic, mxHost, mxIp }] of told.entries()) {
        const event = events[index]!;
        expect(event.outcome).toBe(outcome);
        if (diagnostic) expect(event.diagnostic).toMatch(diagnostic);
        if (mxHost !== undefined) expect(event.mxHost).toBe(mxHost);
        if (mxIp) expect(event.mxIp).toBe(mxIp);
      }
      expect(parseMail(source.replaceAll('\n', '\r\n'))).toEqual(events);
      expect(parseMail(source.replaceAll('\n', '\r'))).toEqual(events);
    });
}
