import { visible } from '@/lib/mail/visible';
import { AddressRefused, type HttpAnswer } from '@/lib/outgoing/guarded-client';
import type { Delivery, Outgoing } from './channel';
import { cut } from './words';

interface Post {
  url: string;
  headers?: Record<string, string>;
  body: unknown;
  /** Whether an answer of success is the receiver's own: what stands before it may answer anything. */
  isTaken?(answer: HttpAnswer): boolean;
  /** Client errors that say that the settings are wrong, beside the usual ones. */
  broken?: readonly number[];
}

/** The address or the key is wrong, or what was there is gone. */
const BROKEN = [401, 403, 404, 405, 410];
/** Too early, too slow, too often. */
const LATER = [408, 425, 429];

/** Posts JSON and reads the answer as most services mean it. */
export async function postJson(out: Outgoing, post: Post): Promise<Delivery> {
  const body = typeof post.body === 'string' ? post.body : JSON.stringify(post.body);
  const headers = { 'content-type': 'application/json', ...post.headers };
  try {
    return deliveryOf(await out.http.post(post.url, headers, body), post, out.now);
  } catch (error) {
    const { message: fault } = error as Error;
    if (error instanceof AddressRefused) return { outcome: 'broken', fault };
    return { outcome: 'later', fault, retryAfterMs: null };
  }
}

function deliveryOf(answer: HttpAnswer, { isTaken, broken = [] }: Post, now: Date): Delivery {
  const { status, headers } = answer;
  const said = cut(visible(answer.text.trim().replace(/\s+/g, ' ')), 200);
  const fault = said === '' ? `answered ${status}` : `answered ${status}: ${said}`;
  if (status >= 200 && status < 300) {
    if (isTaken?.(answer) === false)
      return { outcome: 'later', fault: `${fault} (not what this service answers)`, retryAfterMs: null };
    return { outcome: 'sent', answer: fault };
  }
  if (status >= 300 && status < 400) {
    const to = cut(visible(headers.location ?? 'nowhere'), 200);
    return {
      outcome: 'broken',
      fault: `answered ${status}, a redirect to ${to}: redirects are not followed`,
    };
  }
  if (BROKEN.includes(status) || broken.includes(status)) return { outcome: 'broken', fault };
  if (status < 500 && !LATER.includes(status)) return { outcome: 'refused', fault };
  return { outcome: 'later', fault, retryAfterMs: retryAfterMs(headers['retry-after'], now) };
}

/** Seconds, also with a fraction, or a date (RFC 9110 §10.2.3). */
export function retryAfterMs(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  const ms = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** The answer as JSON with the given field, for services that answer so. */
export function answersWith(field: string): (answer: HttpAnswer) => boolean {
  return ({ text }) => {
    try {
      return Object.hasOwn(JSON.parse(text) as object, field);
    } catch {
      return false;
    }
  };
}
