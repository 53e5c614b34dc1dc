/** One message of a sending relay, line by line; `n` numbers it. */
export const queued = (n: number) =>
  `${stamp(n)} relay1 postfix/qmgr[9]: ${queueId(n)}: from=<news@shop.example>, size=1000, nrcpt=1 (queue active)\n`;

export const bounced = (n: number) =>
  `${stamp(n)} relay1 postfix/smtp[1]: ${queueId(n)}: to=<user${n}@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n`;

/** `count` messages from number `from` on, two lines each. */
export const messages = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => queued(from + i) + bounced(from + i)).join('');

const stamp = (n: number) => {
  const [hour, minute, second] = [Math.floor(n / 3600) % 24, Math.floor(n / 60) % 60, n % 60];
  return `Jan  5 ${[hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')}`;
};
export const queueId = (n: number) => (0x4c00000000 + n).toString(16).toUpperCase();
