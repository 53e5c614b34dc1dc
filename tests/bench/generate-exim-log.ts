import { seededRandom } from './seeded-random';

/** What is answered, and how often in a hundred. */
const ANSWERS: readonly (readonly [share: number, symbol: string, words: string])[] = [
  [
    90,
    '=>',
    'X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes K C="250 2.0.0 OK  1780272000 a640c23a62f3a-5b1f2a8c0d - gsmtp" QT=2s DT=1s',
  ],
  [
    6,
    '**',
    ': SMTP error from remote mail server after RCPT TO:<@R>: 550 5.1.1 <@R>: Recipient address rejected: User unknown',
  ],
  [
    4,
    '==',
    ': SMTP error from remote mail server after RCPT TO:<@R>: 450 4.2.0 <@R>: Recipient address rejected: Greylisted',
  ],
];

/** An Exim main log: a message is an arrival, an attempt and its completion, and the door refuses one line in five. */
export function* eximLog(seed: number, lines: number): Generator<string> {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  let piece = '';
  let written = 0;
  const put = (line: string) => {
    const stamp = new Date(Date.UTC(2026, 5, 1) + written * 300).toISOString();
    piece += `${stamp.slice(0, 10)} ${stamp.slice(11, 19)} ${line}\n`;
    written++;
  };
  while (written < lines) {
    const id = `1r${(written + 60_466_176).toString(36).slice(-4)}-0000000${(written + 46_656).toString(36).slice(-4)}-${below(1_679_616).toString(36).padStart(4, '0')}`;
    const recipient = `user${below(5_000_000)}@example.org`;
    put(
      `${id} <= bounce-${written}@news.example.com H=app1.example.com [10.0.0.4] P=esmtps S=${below(90_000)} id=${written}.1@news.example.com T="This week" from <news@example.com> for ${recipient}`,
    );
    let left = below(100);
    const [, symbol, words] = ANSWERS.find(([share]) => {
      left -= share;
      return left < 0;
    })!;
    const host = `mx${below(9)}.example.org [192.0.2.${below(200)}]`;
    put(
      `${id} ${symbol} ${recipient} R=dnslookup T=remote_smtp${symbol === '==' ? ' defer (-44)' : ''} H=${host} ${words.replaceAll('@R', recipient)}`.replace(
        '] :',
        ']:',
      ),
    );
    if (symbol !== '==') put(`${id} Completed QT=2s`);
    put(
      `H=(x) [198.51.100.${below(255)}] F=<a@example.net> rejected RCPT <spam@example.com>: relay not permitted`,
    );
    if (piece.length > 500_000) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}
