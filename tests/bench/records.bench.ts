import { parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { kumomta } from '@/lib/formats/kumomta';
import { powermta } from '@/lib/formats/powermta';
import type { Figure } from './figure';
import { seededRandom } from './seeded-random';

const RECORDS = 50_000;
const CHUNK = 1 << 18;
const ROUNDS = 8;

/** Records a second of the logs of big senders: fields of real width, a tenth of them refusals. */
export async function run(): Promise<Figure[]> {
  return [
    { name: 'PowerMTA accounting', format: powermta, log: powermtaLog },
    { name: 'KumoMTA JSON lines', format: kumomta, log: kumomtaLog },
  ].map(({ name, format, log }) => {
    const bytes = Buffer.from(log());
    let best = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const reader = new RecordReader(format, { referenceTime: 0, timeZone: 'UTC' });
      let events = 0;
      const began = performance.now();
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const output = parseOutput();
        reader.push(bytes.subarray(at, at + CHUNK), output);
        events += output.events.length;
      }
      const last = parseOutput();
      reader.finish(last);
      const seconds = (performance.now() - began) / 1000;
      if (events + last.events.length !== RECORDS) throw new Error(`${name}: ${events} events`);
      best = Math.max(best, RECORDS / seconds);
    }
    return { name, value: Math.round(best), unit: 'records/s' };
  });
}

const ANSWERS = [
  ['250', '2.0.0', 'OK  1736846922 d9443c01a7336-21f1e1a2b3csi12345678ad.42 - gsmtp'],
  [
    '421',
    '4.7.28',
    'Gmail has detected an unusual rate of unsolicited mail originating from your IP address, "slow down"',
  ],
  [
    '550',
    '5.1.1',
    'The email account that you tried to reach does not exist, please try double-checking the address',
  ],
] as const;

function* attempts() {
  const random = seededRandom(4);
  for (let n = 0; n < RECORDS; n++) {
    const chance = random();
    const answer = ANSWERS[chance < 0.9 ? 0 : chance < 0.95 ? 1 : 2]!;
    yield {
      n,
      answer,
      at: 1_736_846_922 + Math.floor(n / 50),
      local: Math.floor(random() * 1e9).toString(36),
    };
  }
}

function powermtaLog(): string {
  const types: Record<string, string> = { '250': 'd', '421': 't', '550': 'b' };
  const lines = [
    'type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,jobId,envId,queue,vmtaPool',
  ];
  for (const { n, answer, at, local } of attempts()) {
    const [code, status, words] = answer;
    const stamp = (time: number): string =>
      new Date(time * 1000).toISOString().replace('T', ' ').replace('.000Z', '+0000');
    lines.push(
      `${types[code]},${stamp(at)},${stamp(at - 4)},bounce-${n}@news.example.com,${local}@example.org,,relayed,${status} (success),"smtp;${code} ${status} ${words.replaceAll('"', '""')}",mx${n % 7}.example.org (198.51.100.${n % 250}),,smtp,app.example.com (192.0.2.10),smtp,203.0.113.${n % 64},198.51.100.${n % 250},"8BITMIME,STARTTLS,SIZE",48211,vmta-${n % 64},job-${n % 20},,example.org/vmta-${n % 64},pool-a`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function kumomtaLog(): string {
  const types: Record<string, string> = { '250': 'Delivery', '421': 'TransientFailure', '550': 'Bounce' };
  const lines: string[] = [];
  for (const { n, answer, at, local } of attempts()) {
    const [code, status, content] = answer;
    const [first, subject, detail] = status.split('.').map(Number);
    lines.push(
      JSON.stringify({
        type: types[code],
        id: `${local}bbbc11ed940250ebf67f93bd`,
        sender: `bounce-${n}@news.example.com`,
        recipient: `${local}@example.org`,
        queue: `campaign-${n % 20}:tenant-${n % 8}@example.org`,
        site: 'source->(alt1|alt2)?.mx.example.org@smtp_client',
        size: 48211,
        response: {
          code: Number(code),
          enhanced_code: { class: first, subject, detail },
          content,
          command: '.',
        },
        peer_address: { name: `mx${n % 7}.example.org.`, addr: `198.51.100.${n % 250}` },
        timestamp: at,
        created: at - 4,
        num_attempts: 0,
        bounce_classification: 'Uncategorized',
        egress_pool: 'pool-a',
        egress_source: `source-${n % 64}`,
        source_address: { address: `203.0.113.${n % 64}:53210` },
        feedback_report: null,
        meta: {},
        headers: {},
        delivery_protocol: 'ESMTP',
        reception_protocol: 'HTTP',
        nodeid: '557f3ad4-2c8c-11ee-976e-782d7e12e173',
        tls_cipher: 'TLS_AES_256_GCM_SHA384',
        tls_protocol_version: 'TLSv1.3',
        tls_peer_subject_name: ['CN=mx.example.org'],
        session_id: '9bcd689e-23d9-41b7-a015-63a1382f8b57',
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}
