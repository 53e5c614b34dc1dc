import { addressIn, addressKey } from './mailbox';
import { hostIn, type RemoteAnswer, replyIn } from './remote-answer';

/** A refusal in a session that a notice shows. */
export interface Refusal extends RemoteAnswer {
  /** Whom it speaks of; `null` for all recipients of the message. */
  recipient: string | null;
}

/** By the key of whom they speak of, in the order in which they came. */
export type Refusals = Map<string, Refusal>;
const EVERYBODY = '';

// >>> RCPT To:<user@example.com>   --> RCPT To:<…>   Sent >>> RCPT TO:<…>   Sent <<< RCPT TO:<…> (InterScan)
const COMMAND = /^[\s>]{0,20}?(?:>>>+|-->|sent\s*(?:>>>|<<<)|hmailserver sent:|c:)\s*(\w{4}.*)$/i;
// <<< 550 5.1.1 …   <-- 550 …   Received <<< 550 …
const REPLY =
  /^[\s>]{0,20}(?:<<<|<--|received\s*(?:<<<|>>>)|remote server replied:|s:)\s*([245]\d\d(?:[ -].*)?)$/i;
// 550 5.1.1 <user@example.com>... User unknown   554 <user@example.com>... 550 Host unknown
const VERDICT = /^[\s>]{0,2}([45]\d\d\s.*)$/;
// ... while talking to mx.example.com.:   MX=[mx.example.com] {192.0.2.1} (MDaemon)   mx.example.com [192.0.2.1]: (Courier)
const TALKING = /\btalking to |\bmx=\[|^\s+[\w.-]{1,255} \[[\da-f.:]{2,45}\]:\s*$/i;

const NO_HOST = { mxHost: null, mxIp: null };

/** Reads sessions as sendmail, MDaemon and InterScan show them. The first refusal of a recipient is the cause;
 * what follows (`503 Need RCPT`) are consequences. */
export function readTranscript(notice: string): Refusals {
  const refusals: Refusals = new Map();
  const add = (refusal: Refusal): Refusal => {
    const key = refusal.recipient === null ? EVERYBODY : addressKey(refusal.recipient);
    if (!refusals.has(key)) refusals.set(key, refusal);
    return refusal;
  };
  let host: Pick<RemoteAnswer, 'mxHost' | 'mxIp'> = NO_HOST;
  let recipient: string | null = null;
  let open: Refusal | null = null;
  let replied = false;
  for (const line of notice.split('\n')) {
    const command = COMMAND.exec(line);
    const reply = REPLY.exec(line)?.[1];
    const verdict = command || reply ? undefined : VERDICT.exec(line)?.[1];
    // Sendmail's verdict on a recipient stands below the reply that it follows from; others are about other hosts.
    const answering = replied ? host : NO_HOST;
    replied = reply !== undefined;
    if (TALKING.test(line)) host = hostIn(`${line} `);
    else if (command) recipient = /^rcpt to/i.test(command[1]!) ? addressIn(line) : null;
    else if (
      reply &&
      open &&
      open.words?.slice(0, 3) === reply.slice(0, 3) &&
      /^\d{3}-/.test(lastLine(open))
    ) {
      open.words += `\n${reply}`;
      continue;
    } else if (reply && /^[45]/.test(reply)) {
      open = add({ recipient: recipient ?? addressedIn(reply), words: reply, ...host });
      continue;
    } else if (verdict)
      add({ recipient: addressIn(verdict), words: replyIn(verdict) ?? verdict, ...answering });
    open = null;
  }
  return refusals;
}

const lastLine = (refusal: Refusal): string => refusal.words?.split('\n').at(-1) ?? '';

/** `550 5.1.1 <user@example.com>... User unknown`: whom the reply addresses, not whom it mentions. */
const addressedIn = (reply: string): string | null =>
  addressIn(/^\d{3}[ -](?:\d\.\d{1,3}\.\d{1,3} )?(<[^>]+>)/.exec(reply)?.[1] ?? null);

/** The refusal that speaks of a recipient, or of all. */
export const refusalOf = (refusals: Refusals, recipient: string): Refusal | null =>
  refusals.get(addressKey(recipient)) ?? refusals.get(EVERYBODY) ?? null;
