/** How one attempt failed, as Postfix words it. `{…}` stands for what differs from attempt to attempt. */
export interface Response {
  status: 'deferred' | 'bounced';
  /** The `dsn=` field. */
  statusCode: string;
  reason: string;
  /** Whether a host answered at all: `relay=none` otherwise. */
  answered: boolean;
}

type Command = 'MAIL FROM' | 'RCPT TO' | 'DATA' | 'end of DATA';

/** The host answered a command with a failure. */
export function said(command: Command, reply: string): Response {
  return {
    status: reply.startsWith('5') ? 'bounced' : 'deferred',
    statusCode: statusCodeOf(reply),
    reason: `host {host} said: ${reply} (in reply to ${command} command)`,
    answered: true,
  };
}

/** The host answered with a failure before it was asked. Postfix tries another host then, and in the end again:
 * `smtp_skip_5xx_greeting`. */
export function refused(greeting: string): Response {
  const reason = `host {host} refused to talk to me: ${greeting}`;
  return { status: 'deferred', statusCode: `4${statusCodeOf(greeting).slice(1)}`, reason, answered: true };
}

/** The connection ended in the middle. */
export function broken(reason: string): Response {
  return { status: 'deferred', statusCode: '4.4.2', reason, answered: true };
}

/** No host was reached; the words are Postfix's own. */
export function unreached(statusCode: string, reason: string): Response {
  return { status: statusCode.startsWith('5') ? 'bounced' : 'deferred', statusCode, reason, answered: false };
}

/** `550-5.1.1 …` → 5.1.1; a reply without an enhanced code states its class alone. */
function statusCodeOf(reply: string): string {
  return /^\d{3}[ -](\d\.\d\.\d{1,3})/.exec(reply)?.[1] ?? `${reply[0]}.0.0`;
}
