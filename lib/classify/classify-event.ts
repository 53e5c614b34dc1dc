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
  const [, replyCode, statusCode] = (event.outcome === 'delivered' && ACCEPTANCE.exec(response)) || [];
  return {
    replyCode: event.replyCode ?? (replyCode ? Number(replyCode) : null),
    statusCode: event.statusCode ?? statusCode ?? null,
    provider: providerOf(event)?.id ?? null,
    category: null,
    bounceType: null,
    action: null,
    enforcement: false,
    rule: ACCEPTED,
  };
}
