import { type DeliveryEvent, isFailure } from '@/lib/mail/delivery-event';
import type { Verdict } from '@/lib/mail/verdict';
import { ACCEPTED, type Classify, classify } from './classify';
import { providerOf } from './provider-of';

export type ClassifyEvent = (event: DeliveryEvent) => Verdict;

/** What became of one attempt, as a verdict. Only failures are judged: an acceptance and a complaint have codes and
 * a provider and nothing to remedy. */
export const classifyEvent: ClassifyEvent = eventClassifierOf(classify);

export function eventClassifierOf(judge: Classify): ClassifyEvent {
  return (event) => {
    const { mxHost, recipient, at, replyCode, statusCode, outcome } = event;
    const response = event.diagnostic ?? '';
    if (!isFailure(outcome) || outcome === 'complained') return unjudged(event, response);
    const final = outcome !== 'deferred';
    return judge({ response, mxHost, recipient, at, replyCode, statusCode, final, remoteIp: event.mxIp });
  };
}

// 250 2.0.0 OK  1700000000 d2e1a72fcca58-7 - gsmtp: every acceptance is worded anew, so only its codes are read.
const ACCEPTANCE = /(?:^|[:;("'] ?)(2[0-5]\d)[ -](?:(2\.\d\.\d{1,3})\b)?/;

function unjudged(event: DeliveryEvent, response: string): Verdict {
  let { replyCode, statusCode } = event;
  if (event.outcome === 'delivered' && (replyCode === null || statusCode === null)) {
    const stated = acceptedWith(response, statusCode !== null);
    replyCode ??= stated.replyCode;
    statusCode ??= stated.statusCode;
  }
  return acceptance(providerOf(event)?.id ?? null, replyCode, statusCode);
}

function acceptedWith(response: string, onlyReply: boolean): Pick<Verdict, 'replyCode' | 'statusCode'> {
  const leading = onlyReply ? leadingCode(response) : null;
  if (leading !== null) return { replyCode: leading, statusCode: null };
  const [, replyCode, statusCode] = ACCEPTANCE.exec(response) ?? [];
  return { replyCode: replyCode ? Number(replyCode) : null, statusCode: statusCode ?? null };
}

/** The code of `250 …` and `250-…`, as nearly all acceptances begin: what the pattern would find, without it. */
function leadingCode(response: string): number | null {
  const mark = response.charCodeAt(3);
  if (mark !== SPACE && mark !== HYPHEN) return null;
  const [second, third] = [response.charCodeAt(1) - ZERO, response.charCodeAt(2) - ZERO];
  const isCode = response.charCodeAt(0) === TWO && second >= 0 && second <= 5 && third >= 0 && third <= 9;
  return isCode ? 200 + 10 * second + third : null;
}

const SPACE = 32;
const HYPHEN = 45;
const ZERO = 48;
const TWO = 50;

/** One verdict for all attempts that were accepted alike: a log has millions of them, and few kinds. */
function acceptance(provider: string | null, replyCode: number | null, statusCode: string | null): Verdict {
  const known = acceptances.get(provider)?.get(statusCode)?.get(replyCode);
  if (known) return known;
  const verdict: Verdict = {
    ...{ replyCode, statusCode, provider, rule: ACCEPTED },
    ...{ category: null, bounceType: null, action: null, enforcement: false },
  };
  if (remembered >= REMEMBERED_ACCEPTANCES) {
    acceptances.clear();
    remembered = 0;
  }
  remembered++;
  const ofProvider = acceptances.get(provider) ?? new Map<string | null, Map<number | null, Verdict>>();
  const ofStatus = ofProvider.get(statusCode) ?? new Map<number | null, Verdict>();
  acceptances.set(provider, ofProvider.set(statusCode, ofStatus.set(replyCode, verdict)));
  return verdict;
}

/** Providers times codes; what a hostile log makes up stays bounded. */
const REMEMBERED_ACCEPTANCES = 4096;
const acceptances = new Map<string | null, Map<string | null, Map<number | null, Verdict>>>();
let remembered = 0;
