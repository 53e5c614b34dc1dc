import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { redactAddresses } from '@/lib/mail/masked-address';

const EARLIEST = 0;
/** Its day's partition ends within the calendar too. */
const LATEST = Date.UTC(9999, 11, 31) - 1;
/** PostgreSQL's `integer`, in which delays are kept: 24.8 days. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;
/** RFC 1035 §2.3.4; what is longer is no host, and too long for the index. */
const LONGEST_HOST = 255;

const COUNTED = [
  ...(['sender', 'mxHost', 'mxIp', 'sendingIp', 'pool', 'campaign', 'customer'] as const),
  'feedbackType',
] as const;

/** Whoever tags mail may have put the recipient into the tag, and labels are kept for ever. */
const NAMED_BY_SENDER = ['pool', 'campaign', 'customer'] as const;

/**
 * The event within what the store can hold, so that one odd record never keeps its whole file from being read: a delay
 * of months counts as the longest there is, and characters that PostgreSQL has no place for are shown as replaced:
 * NUL, and halves of a surrogate pair, which JSON may hold. Hosts and labels are looked up as they were stored.
 */
export const storableEvent = (event: DeliveryEvent): DeliveryEvent =>
  isStorable(event) ? event : storable(event);

function storable(event: DeliveryEvent): DeliveryEvent {
  const stored = { ...event };
  stored.at = Math.min(Math.max(event.at, EARLIEST), LATEST);
  if (event.delayMs !== null) stored.delayMs = Math.min(Math.max(event.delayMs, 0), LONGEST_DELAY_MS);
  for (const field of NAMED_BY_SENDER) stored[field] = stored[field] && redactAddresses(stored[field]);
  stored.mxHost = stored.mxHost?.slice(0, LONGEST_HOST) ?? null;
  stored.mxIp = stored.mxIp?.slice(0, LONGEST_HOST) ?? null;
  for (const field of COUNTED)
    stored[field] = stored[field]?.replaceAll('\0', '\uFFFD').toWellFormed() ?? null;
  return stored;
}

function isStorable(event: DeliveryEvent): boolean {
  const { at, delayMs, mxHost, mxIp } = event;
  if (at < EARLIEST || at > LATEST) return false;
  if (delayMs !== null && (delayMs < 0 || delayMs > LONGEST_DELAY_MS)) return false;
  if ((mxHost?.length ?? 0) > LONGEST_HOST || (mxIp?.length ?? 0) > LONGEST_HOST) return false;
  // Every event passes here, and of most logs nearly all fields are absent: loops over their names would cost more.
  const { sender, sendingIp, feedbackType, pool, campaign, customer } = event;
  if (isTag(pool) || isTag(campaign) || isTag(customer)) return false;
  return !(isOdd(sender) || isOdd(mxHost) || isOdd(mxIp) || isOdd(sendingIp) || isOdd(feedbackType));
}

const isOdd = (text: string | null): boolean =>
  text !== null && (text.includes('\0') || !text.isWellFormed());
/** Whether it is to be changed. */
const isTag = (tag: string | null): boolean => tag !== null && (tag.includes('@') || isOdd(tag));
