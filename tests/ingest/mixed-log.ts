/** Numbers that look random and are the same each time (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A relay's log of `count` messages whose lines stand between one another's: each says its sender, its message id and
 * its recipients' fates on lines of its own, in that order. */
export function mixedLog(count: number, seed: number): string[] {
  const random = numbers(seed);
  const open: string[][] = Array.from({ length: count }, (_, n) => linesOf(n, random));
  const lines: string[] = [];
  let second = 0;
  while (open.length > 0) {
    const index = Math.floor(random() * Math.min(open.length, 12));
    const line = open[index]!.shift()!;
    lines.push(`${stamp(second++)} relay1 postfix/${line}\n`);
    if (open[index]!.length === 0) open.splice(index, 1);
  }
  return lines;
}

function linesOf(n: number, random: () => number): string[] {
  const id = (0x4c00000000 + n).toString(16).toUpperCase();
  const to = `to=<user${n}@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2`;
  const refused = 'host mx.example.org[192.0.2.1] said:';
  const deferred = `smtp[3]: ${id}: ${to}, dsn=4.2.2, status=deferred (${refused} 452 4.2.2 Mailbox full (in reply to RCPT TO command))`;
  const ends = [
    `smtp[3]: ${id}: ${to}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4AB)`,
    `smtp[3]: ${id}: ${to}, dsn=5.1.1, status=bounced (${refused} 550 5.1.1 User unknown (in reply to RCPT TO command))`,
  ];
  return [
    `cleanup[1]: ${id}: message-id=<m${n}@shop.example>`,
    `qmgr[2]: ${id}: from=<news@d${n % 7}.shop.example>, size=1000, nrcpt=1 (queue active)`,
    ...(random() < 0.3 ? [deferred] : []),
    ends[random() < 0.5 ? 0 : 1]!,
    `qmgr[2]: ${id}: removed`,
  ];
}

const stamp = (n: number) => {
  const [hour, minute, second] = [8 + (Math.floor(n / 3600) % 12), Math.floor(n / 60) % 60, n % 60];
  return `Jan  5 ${[hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')}`;
};
