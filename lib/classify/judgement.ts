import type { Action, BounceType } from '@/lib/mail/category';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import { parseStatusCode } from '@/lib/mail/status-code';
import type { Refusal } from '@/lib/mail/verdict';
import { QUEUE_EXPIRED } from './rules/queue';

/** As much of a rule as a verdict is made of. */
export type Ruling = Pick<
  DiagnosticRule,
  'id' | 'category' | 'bounceType' | 'action' | 'enforcement' | 'statusCodes'
>;

/** What the codes make of a rule's words: they say how final a refusal is, and whether an address may be given up. */
export interface Judgement {
  bounceType: BounceType;
  action: Action;
}

export function judge(rule: Ruling, reply: Reply, refusal: Refusal): Judgement {
  const severity = severityOf(reply);
  // Of a permanent code it does not matter whether the queue gave up.
  const givenUp = severity !== 5 && isGivenUp(reply, refusal);
  return { bounceType: bounceTypeOf(rule, severity, givenUp), action: actionOf(rule, reply, severity) };
}

/** The reply code decides where it disagrees with the enhanced code: it is what the sending server acts on. */
export function severityOf(reply: Reply): 2 | 4 | 5 | null {
  const first = reply.replyCode === null ? reply.statusCode?.[0] : String(reply.replyCode)[0];
  return first === '2' ? 2 : first === '4' ? 4 : first === '5' ? 5 : null;
}

/** Categories whose cause passes by itself, also where the queue had no more patience. */
const PASSING = new Set(['mailbox-full', 'rate-limit']);
/** Categories that are taken for transient where no code at all says how final they are. */
const TRANSIENT = new Set(['mailbox-full', 'rate-limit', 'network', 'unclassified']);

function bounceTypeOf(rule: Ruling, severity: 2 | 4 | 5 | null, givenUp: boolean): BounceType {
  if (severity === 4 && (!givenUp || PASSING.has(rule.category))) return 'soft';
  if (rule.bounceType !== null) return rule.bounceType;
  return severity === null && !givenUp && TRANSIENT.has(rule.category) ? 'soft' : 'hard';
}

function isGivenUp(reply: Reply, refusal: Refusal): boolean {
  if (refusal.final !== undefined) return refusal.final;
  return /^[45]\.4\.7$/.test(reply.statusCode ?? '') || QUEUE_EXPIRED.text!.test(reply.text);
}

/**
 * Text alone never gives an address up. A rule that knows the code may; one that knows only words needs a permanent
 * code that speaks of addresses or mailboxes, or of nothing in particular: `550 5.7.1 user unknown` is a policy
 * that happens to say so.
 */
function actionOf(rule: Ruling, reply: Reply, severity: 2 | 4 | 5 | null): Action {
  if (rule.action === 'retry' && severity === 5 && rule.bounceType === null) return 'investigate';
  if (rule.action !== 'suppress') return rule.action;
  if (severity === 4) return 'retry';
  if (severity !== 5) return 'investigate';
  return rule.statusCodes || speaksOfAddress(reply) ? 'suppress' : 'investigate';
}

/** Subjects of RFC 3463 §3 under which servers report dead addresses: undefined, addressing, mailbox, routing
 * (`5.4.1` at Exchange), protocol (`5.5.0 mailbox unavailable` at Outlook.com). */
const ADDRESS_SUBJECTS = new Set([0, 1, 2, 4, 5]);

/** Sender's address (X.1.7, X.1.8), full mailbox, size, list expansion (X.2.2 … X.2.4), an expired queue. */
const NOT_THE_ADDRESS = /^5\.(?:1\.[78]|2\.[234]|4\.7)$/;

/** Reply codes that RFC 5321 §4.2.3 gives to the recipient: mailbox, user, domain, transaction. */
const ADDRESS_REPLIES = new Set([510, 511, 512, 521, 550, 551, 553, 554, 556]);

function speaksOfAddress({ statusCode, replyCode }: Reply): boolean {
  if (replyCode !== null && !ADDRESS_REPLIES.has(replyCode)) return false;
  const status = statusCode === null ? null : parseStatusCode(statusCode);
  return !status || (ADDRESS_SUBJECTS.has(status.subject) && !NOT_THE_ADDRESS.test(statusCode ?? ''));
}
