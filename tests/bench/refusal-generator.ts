import type { Refusal } from '@/lib/mail/verdict';
import { seededRandom } from './seeded-random';

/** Refusals as a day's log brings them, the same for the same seed: providers by their share, words of many servers,
 * and what differs from one to the next (addresses, hosts, ids) always new. */
export function refusals(count: number, seed: number): Refusal[] {
  const random = seededRandom(seed);
  const number = (below: number): number => Math.floor(random() * below);
  const ip = (): string => `198.51.${number(100)}.${number(256)}`;
  const id = (): string => number(2 ** 32).toString(36) + number(2 ** 32).toString(36);
  const user = (): string => `${id()}@example.${['com', 'net', 'org'][number(3)]}`;
  return Array.from({ length: count }, () => {
    const [mxHost, write] = TEMPLATES[number(TEMPLATES.length)] as Template;
    return { mxHost, response: write({ ip: ip(), id: id(), user: user() }) };
  });
}

interface Varying {
  ip: string;
  id: string;
  user: string;
}
type Template = [string, (varying: Varying) => string];

const TEMPLATES: readonly Template[] = [
  [
    'gmail-smtp-in.l.google.com',
    ({ id }) =>
      `550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550 5.1.1 unnecessary spaces. Learn more at https://support.google.com/mail/?p=NoSuchUser ${id} - gsmtp`,
  ],
  [
    'gmail-smtp-in.l.google.com',
    ({ ip, id }) =>
      `421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address [${ip} 19]. To protect our users from spam, 421 4.7.28 mail sent from your IP address has been temporarily rate limited. ${id} - gsmtp`,
  ],
  [
    'example-com.mail.protection.outlook.com',
    ({ id }) =>
      `550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [${id}.prod.protection.outlook.com]`,
  ],
  [
    'mta5.am0.yahoodns.net',
    ({ ip }) =>
      `421 4.7.0 [TSS04] Messages from ${ip} temporarily deferred due to unexpected volume or user complaints; see https://postmaster.yahooinc.com/error-codes`,
  ],
  [
    'mx.example.net',
    ({ user }) => `550 5.1.1 <${user}>: Recipient address rejected: User unknown in virtual mailbox table`,
  ],
  [
    'mx.example.org',
    ({ user }) =>
      `450 4.2.0 <${user}>: Recipient address rejected: Greylisted, see http://postgrey.example.org/help`,
  ],
  [
    'mail.example.com',
    ({ ip }) => `554 5.7.1 Service unavailable; Client host [${ip}] blocked using zen.spamhaus.org`,
  ],
  ['mx1.example.com', ({ user }) => `552 5.2.2 <${user}>: user is over quota`],
  ['mx2.example.com', ({ id }) => `554 5.7.1 Message rejected as spam by content scanner, id=${id}`],
  [
    'mx3.example.com',
    ({ id }) =>
      `host mx3.example.com[203.0.113.7] said: 451 4.3.0 ${id}: Temporary lookup failure (in reply to RCPT TO command)`,
  ],
  ['mx4.example.com', ({ user }) => `550 Unbekannter Empfänger ${user}`],
  ['mx5.example.com', ({ user }) => `554 5.7.1 <${user}>: Relay access denied`],
  ['mx6.example.com', ({ ip }) => `connect to mx6.example.com[${ip}]:25: Connection timed out`],
  ['mx7.example.com', ({ id }) => `550 5.7.26 DMARC policy of example.com violated, ticket ${id}`],
];
