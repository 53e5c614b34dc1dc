import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from './seeded-random';

/** A Postfix log of a sending relay: the same for the same seed. */
export interface GeneratedLog {
  seed: number;
  lines: number;
  /** First stamp, ms since the epoch, UTC. */
  start: number;
  /** From the first stamp to the last, ms. */
  span: number;
  stamps?: 'rfc3164' | 'rfc3339';
}

/** Where mail goes, how often (per mille), and what is answered: [weight, status, dsn, text]. */
interface Destination {
  share: number;
  domains: readonly string[];
  hosts: readonly string[];
  network: string;
  answers: readonly (readonly [weight: number, status: string, dsn: string, text: string])[];
}

const DESTINATIONS: readonly Destination[] = [
  {
    share: 420,
    domains: ['gmail.example'],
    hosts: ['gmail-smtp-in.l.google.com', 'alt1.gmail-smtp-in.l.google.com'],
    network: '192.0.2',
    answers: [
      [930, 'sent', '2.0.0', '250 2.0.0 OK  @T @Q-5b1f2a8c0d - gsmtp'],
      [
        25,
        'bounced',
        '5.1.1',
        "@S550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. For more information, go to 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser @Q - gsmtp (in reply to RCPT TO command))",
      ],
      [
        15,
        'bounced',
        '5.7.26',
        '@S550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. 550 5.7.26 @Q - gsmtp (in reply to end of DATA command))',
      ],
      [
        20,
        'deferred',
        '4.7.28',
        '@S421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address. 421 4.7.28 @Q - gsmtp (in reply to end of DATA command))',
      ],
      [
        10,
        'bounced',
        '5.2.2',
        "@S552-5.2.2 The recipient's inbox is out of storage space. 552 5.2.2 @Q - gsmtp (in reply to RCPT TO command))",
      ],
    ],
  },
  {
    share: 250,
    domains: ['outlook.example', 'hotmail.example'],
    hosts: ['outlook-example.olc.protection.outlook.com', 'corp-example.mail.protection.outlook.com'],
    network: '198.51.100',
    answers: [
      [
        900,
        'sent',
        '2.6.0',
        '250 2.6.0 <@M> [InternalId=@N, Hostname=AM0PR01MB0001.example.prod.outlook.com] 14830 bytes in 0.214, 67.6 KB/sec Queued mail for delivery',
      ],
      [
        40,
        'bounced',
        '5.5.0',
        '@S550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [AM0EUR01FT001.example.protection.outlook.com] (in reply to RCPT TO command))',
      ],
      [
        20,
        'bounced',
        '5.7.515',
        '@S550 5.7.515 Access denied, sending domain news.example.com does not meet the required authentication level. (in reply to end of DATA command))',
      ],
      [
        40,
        'deferred',
        '4.7.650',
        '@S451 4.7.650 The mail server [203.0.113.9] has been temporarily rate limited due to IP reputation. (S775) (in reply to MAIL FROM command))',
      ],
    ],
  },
  {
    share: 150,
    domains: ['yahoo.example', 'aol.example'],
    hosts: ['mta5.am0.yahoodns.net', 'mta7.am0.yahoodns.net'],
    network: '203.0.113',
    answers: [
      [890, 'sent', '2.0.0', '250 ok dirdel'],
      [
        50,
        'deferred',
        '4.7.0',
        '@S421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1 (in reply to MAIL FROM command))',
      ],
      [
        30,
        'bounced',
        '5.0.0',
        "@S554 delivery error: dd This user doesn't have a yahoo.example account (@R) [0] - mta4321.mail.bf1.yahoo.example (in reply to end of DATA command))",
      ],
      [
        30,
        'bounced',
        '5.7.9',
        '@S554 5.7.9 Message not accepted for policy reasons. (in reply to end of DATA command))',
      ],
    ],
  },
  {
    share: 180,
    domains: ['example.org', 'example.net', 'shop.example', 'uni.example'],
    hosts: ['mx1.example.org', 'mx.example.net', 'mail.uni.example'],
    network: '2001:db8:25:',
    answers: [
      [880, 'sent', '2.0.0', '250 2.0.0 Ok: queued as @Q'],
      [
        40,
        'bounced',
        '5.1.1',
        '@S550 5.1.1 <@R>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))',
      ],
      [40, 'deferred', '4.4.1', 'connect to @H[@I]:25: Connection timed out'],
      [
        40,
        'deferred',
        '4.2.0',
        '@S450 4.2.0 <@R>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.html (in reply to RCPT TO command))',
      ],
    ],
  },
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HOST = 'relay1';

/** The log, in pieces of some hundred kilobytes. */
export function* postfixLog({
  seed,
  lines,
  start,
  span,
  stamps = 'rfc3164',
}: GeneratedLog): Generator<string> {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const weighted = <T>(list: readonly T[], weight: (item: T) => number): T => {
    let left = below(list.reduce((sum, item) => sum + weight(item), 0));
    for (const item of list) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return list.at(-1)!;
  };
  let written = 0;
  let piece = '';
  let stampSecond = -1;
  let stamp = '';
  const put = (text: string) => {
    if (written === lines) return;
    const at = start + Math.floor((span * written) / lines);
    const second = Math.floor(at / 1000);
    if (stamps === 'rfc3339' || second !== stampSecond) {
      const date = new Date(at);
      const day = String(date.getUTCDate()).padStart(2, ' ');
      const iso = date.toISOString();
      stamp =
        stamps === 'rfc3339'
          ? iso.replace('Z', '000+00:00')
          : `${MONTHS[date.getUTCMonth()]} ${day} ${iso.slice(11, 19)}`;
      stampSecond = second;
    }
    piece += `${stamp} ${HOST} postfix/${text}\n`;
    written++;
  };
  while (written < lines) {
    const serial = written + 1_000_000_000;
    const id = (serial * 2654435).toString(16).toUpperCase().slice(-11);
    const [smtpd, cleanup, smtp] = [1000 + below(40), 2000 + below(20), 3000 + below(200)];
    const client = `app${1 + below(4)}.example.com[10.0.0.${1 + below(4)}]`;
    const messageId = `${serial.toString(36)}.${below(1e9).toString(36)}@news.example.com`;
    put(`smtpd[${smtpd}]: connect from ${client}`);
    put(`smtpd[${smtpd}]: ${id}: client=${client}, sasl_method=PLAIN, sasl_username=newsletter`);
    put(`cleanup[${cleanup}]: ${id}: message-id=<${messageId}>`);
    put(
      `qmgr[977]: ${id}: from=<bounce-${serial}@news.example.com>, size=${2000 + below(90000)}, nrcpt=1 (queue active)`,
    );
    put(
      `smtpd[${smtpd}]: disconnect from ${client} ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8`,
    );
    // Every third message is tried twice, so that 15% of all lines are attempts.
    const attempts = below(100) < 33 ? 2 : 1;
    const destination = weighted(DESTINATIONS, (d) => d.share);
    const host = pick(destination.hosts);
    const ip = `${destination.network}${destination.network.endsWith(':') ? ':' : '.'}${1 + below(200)}`;
    const recipient = `user${below(5_000_000)}@${pick(destination.domains)}`;
    put(
      `smtp[${smtp}]: Trusted TLS connection established to ${host}[${ip}]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)`,
    );
    for (let n = 1; n <= attempts; n++) {
      const [, status, dsn, text] = weighted(destination.answers, ([weight]) => weight);
      const words = text
        .replace('@S', `host ${host}[${ip}] said: `)
        .replace('@H', host)
        .replace('@I', ip)
        .replace('@R', recipient)
        .replace('@M', messageId)
        .replace('@T', String(Math.floor(start / 1000)))
        .replaceAll('@Q', below(2 ** 40).toString(36))
        .replace('@N', String(below(1e12)));
      const relay = text.startsWith('connect') ? 'none' : `${host}[${ip}]:25`;
      const delay = (0.2 + random() * 3).toFixed(2);
      put(
        `smtp[${smtp}]: ${id}: to=<${recipient}>, relay=${relay}, delay=${delay}, delays=0.05/0.01/0.6/0.4, dsn=${dsn}, status=${status} (${words.replace(/\)\)$/, ')')})`,
      );
      if (n < attempts)
        put(`qmgr[977]: ${id}: from=<bounce-${serial}@news.example.com>, size=4096, nrcpt=1 (queue active)`);
    }
    put(`qmgr[977]: ${id}: removed`);
    if (below(10) < 2)
      put(
        `smtpd[${smtpd}]: NOQUEUE: reject: RCPT from unknown[198.51.100.${below(255)}]: 554 5.7.1 <spam@example.com>: Relay access denied; from=<a@example.net> to=<spam@example.com> proto=ESMTP helo=<x>`,
      );
    if (piece.length > 500_000) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

export function writePostfixLog(file: string, log: GeneratedLog): void {
  const handle = openSync(file, 'w');
  for (const piece of postfixLog(log)) writeSync(handle, piece);
  closeSync(handle);
}
