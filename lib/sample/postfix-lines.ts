import type { Attempt, Message } from './message';
import type { Random } from './random';

const MACHINE = 'mail';

/** A log line and its time. */
export interface TimedLine {
  at: number;
  line: string;
}

/** What Postfix writes about a message and its attempts, in the order of time. */
export function postfixLines(
  message: Message,
  attempts: readonly Attempt[],
  stamp: (at: number) => string,
  random: Random,
): TimedLine[] {
  const lines: TimedLine[] = [];
  const queueId = queueIdOf(message.arrivedAt, random);
  const messageId = `<${queueId}.${random.token(8)}@${message.stream.domain}>`;
  const write = (at: number, program: string, text: string) => {
    const tag = `${message.pool.instance}/${program}[${processId(program, at, random)}]`;
    lines.push({ at, line: `${stamp(at)} ${MACHINE} ${tag}: ${queueId}: ${text}` });
  };
  const sender = `from=<${message.stream.localPart}@${message.stream.domain}>`;

  write(message.arrivedAt, 'cleanup', `message-id=${messageId}`);
  for (const attempt of attempts) {
    const endedAt = attempt.at + attempt.tookMs;
    write(attempt.at, 'qmgr', `${sender}, size=${message.sizeBytes}, nrcpt=1 (queue active)`);
    write(endedAt, 'smtp', deliveryText(message, messageId, attempt, random));
    if (attempt.expires) write(endedAt + 1, 'qmgr', `${sender}, status=expired, returned to sender`);
    if (attempt.expires || attempt.response?.status === 'bounced') {
      write(endedAt + 2, 'bounce', `sender non-delivery notification: ${queueIdOf(endedAt, random)}`);
    }
    if (attempt.expires || attempt.response?.status !== 'deferred') write(endedAt + 4, 'qmgr', 'removed');
  }
  return lines;
}

/** `to=<…>, relay=…, delay=…, delays=…, dsn=…, status=… (…)` */
function deliveryText(message: Message, messageId: string, attempt: Attempt, random: Random): string {
  const { response, mxHost } = attempt;
  const host = `${mxHost}[${addressOf(mxHost, overIpv6(message, random))}]`;
  const delays = [
    attempt.at - message.arrivedAt,
    random.between(0, 9),
    attempt.tookMs * 0.4,
    attempt.tookMs * 0.6,
  ];
  const fields = [
    `to=<${message.recipient}>`,
    `relay=${response && !response.answered ? 'none' : `${host}:25`}`,
    `delay=${seconds(attempt.at + attempt.tookMs - message.arrivedAt)}`,
    `delays=${delays.map(seconds).join('/')}`,
    `dsn=${response?.statusCode ?? '2.0.0'}`,
    `status=${response?.status ?? 'sent'}`,
  ];
  const words = response?.reason ?? message.destination.accepts;
  return `${fields.join(', ')} (${fillIn(words, message, messageId, { host, ...attempt }, random)})`;
}

function fillIn(
  words: string,
  message: Message,
  messageId: string,
  attempt: Attempt & { host: string },
  random: Random,
) {
  const { mailboxes, pool, stream, recipient, sizeBytes } = message;
  const values: Record<string, () => string | number> = {
    host: () => attempt.host,
    mx: () => attempt.mxHost,
    ip: () => (attempt.host.includes('[2001:') ? (pool.ipv6 ?? pool.ipv4) : pool.ipv4),
    domain: () => stream.domain,
    recipient: () => recipient,
    recipientDomain: () => mailboxes.domain,
    messageId: () => messageId,
    size: () => sizeBytes,
    unix: () => Math.floor(attempt.at / 1000),
    time: () => new Date(attempt.at).toISOString(),
    edge: () =>
      `${random.token(3).toUpperCase()}PEPF0000${random.between(1000, 9999)}.example.prod.outlook.com`,
    token: () => `${random.token(14)}.${random.between(10, 999)}`,
    upperToken: () => random.token(16).toUpperCase(),
    digits: () => random.between(1_000_000_000, 99_000_000_000),
  };
  return words.replace(/\{(\w+)\}/g, (all, name) => String(values[name]?.() ?? all));
}

const overIpv6 = ({ destination, pool }: Message, random: Random) =>
  destination.ipv6 && pool.ipv6 !== null && random.next() < 0.8;

/** The hosts' names are real, their addresses are not: 203.0.113.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849). */
function addressOf(host: string, ipv6: boolean): string {
  let number = 0;
  for (const letter of host) number = (number * 31 + letter.charCodeAt(0)) % 253;
  return ipv6 ? `2001:db8:25::${(number + 1).toString(16)}` : `203.0.113.${number + 1}`;
}

/** Postfix's delays carry two significant digits below ten seconds. */
function seconds(ms: number): number {
  if (ms < 100) return Math.round(ms) / 1000;
  if (ms < 1_000) return Math.round(ms / 10) / 100;
  if (ms < 10_000) return Math.round(ms / 100) / 10;
  return Math.round(ms / 1000);
}

/** Daemons serve for some hours and are replaced; the queue manager stays. */
function processId(program: string, at: number, random: Random): number {
  if (program === 'qmgr') return 1187;
  return 2000 + (Math.floor(at / 7_200_000) % 4000) * 14 + random.between(0, 14);
}

const BASE_52 = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';

/** A long queue id (`enable_long_queue_ids`): seconds, microseconds, `z`, and the inode in base 51. */
function queueIdOf(at: number, random: Random): string {
  const microseconds = (at % 1000) * 1000 + random.between(0, 1000);
  const inode = random.between(300_000_000, 340_000_000);
  return `${inBase(52, Math.floor(at / 1000), 6)}${inBase(52, microseconds, 4)}z${inBase(51, inode, 1)}`;
}

function inBase(base: number, number: number, width: number): string {
  let digits = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / base)) digits = BASE_52[rest % base] + digits;
  return digits.padStart(width, '0');
}
