import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { formatById } from '@/lib/formats/index';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { type AddressHash, type Hash64, hashText } from './address-hash';
import { inOneTrip } from './in-one-trip';

/** A report says when the attempt was, by another clock than the log's, or only when it was written itself. */
const SAME_BOUNCE_DAYS = 2;
/** Any number, as long as nothing else locks by it. */
const BOUNCE_LOCK = 5_721_003;

/** Which events of a batch have been recorded from elsewhere, and what its bounces are known by from now on. */
export interface Known {
  /** Indices of events that are not to be counted again. */
  events: Set<number>;
  /** By index: bounces whose message and recipient are both told. */
  bounceKeys: Map<number, Hash64>;
}

/**
 * Tells the events that have been counted already, of which there are two sorts: what a sending service posts again,
 * by its own id or else by all that it says; and a bounce that both a log and a report tell of, by message and
 * recipient. Two logs, or two lines of one, never stand for the same bounce: each line is an attempt of its own.
 * Holds what it decided by until the transaction ends.
 */
export async function findKnown(
  client: PoolClient,
  { sourceId, format }: { sourceId: number; format?: string },
  events: readonly DeliveryEvent[],
  hash: AddressHash,
): Promise<Known> {
  const framing = framingOf(format);
  const isPosted = isPostedAs(format) && events.length > 0;
  // Nothing is known a second time of a log's deliveries, and they are nearly all that there is.
  const apart = isPosted || events.some(mayBeReported) ? await apartFrom(client, sourceId) : '';
  const known: Known = { events: new Set(), bounceKeys: bounceKeysOf(events, hash, apart) };
  if (framing === undefined || events.length === 0) return known;
  if (isPosted) await addPostedAgain(client, events, { isPosted: framing === 'document', apart }, known);
  if (known.bounceKeys.size > 0) {
    if (framing === 'mails') await addLogged(client, events, known);
    else await addReported(client, events, known);
  }
  return known;
}

const framingOf = (format: string | undefined) =>
  format === undefined ? undefined : formatById(format)?.framing;

/** Whether any of its events may come a second time by itself: lines of a log are told apart by where they stand. */
export function isPostedAs(format: string | undefined): boolean {
  const framing = framingOf(format);
  return framing !== undefined && framing !== 'lines';
}

/** Whether a log and a report may both tell of it. */
export const mayBeReported = ({ outcome, messageId, recipient }: DeliveryEvent): boolean =>
  outcome === 'bounced' && messageId !== null && recipient !== null;

/** What is known in one workspace is not known in another: nobody makes another's events disappear, or learns of them. */
async function apartFrom(client: PoolClient, sourceId: number): Promise<string> {
  const { rows } = await client.query<{ workspace_id: number }>(
    'SELECT workspace_id FROM source WHERE id = $1',
    [sourceId],
  );
  const [source] = rows;
  // The first one's events were known by this before there was another.
  return source === undefined || source.workspace_id === 1 ? '' : `\0workspace ${source.workspace_id}`;
}

function bounceKeysOf(
  events: readonly DeliveryEvent[],
  hash: AddressHash,
  apart: string,
): Map<number, Hash64> {
  const keys = new Map<number, Hash64>();
  events.forEach((event, i) => {
    const { messageId, recipient } = event;
    if (mayBeReported(event)) keys.set(i, hash.halvesOf(`${messageId}\0${recipient}${apart}`)!);
  });
  return keys;
}

/** Ordered, so that two batches of the same events wait for each other, but never in a circle. */
const REMEMBER = `INSERT INTO known_event (id_hash) SELECT DISTINCT * FROM unnest($1::uuid[]) ORDER BY 1
  ON CONFLICT DO NOTHING RETURNING replace(id_hash::text, '-', '') AS id`;

async function addPostedAgain(
  client: PoolClient,
  events: readonly DeliveryEvent[],
  { isPosted, apart }: { isPosted: boolean; apart: string },
  known: Known,
): Promise<void> {
  const ids = events.map((event) => (isPosted || event.eventId !== null ? idOf(event, apart) : null));
  const named = ids.filter((id) => id !== null);
  if (named.length === 0) return;
  const { rows } = await client.query<{ id: string }>(REMEMBER, [named]);
  const fresh = new Set(rows.map(({ id }) => id));
  // Of one id that stands in a batch twice, the first is news.
  ids.forEach((id, i) => {
    if (id !== null && !fresh.delete(id)) known.events.add(i);
  });
}

/** The service's own id, which it may give to several recipients' fates; without one, all that the event says. */
function idOf(event: DeliveryEvent, apart: string): string {
  const { eventId, outcome, recipient, at, messageId, queueId, diagnostic, feedbackType } = event;
  const said =
    eventId === null
      ? [outcome, recipient, at, messageId, queueId, diagnostic, feedbackType]
      : [outcome, recipient, eventId];
  return createHash('sha256')
    .update(`${JSON.stringify(said)}${apart}`)
    .digest('hex')
    .slice(0, 32);
}

/** Log and report of one bounce often come within the same second: while a report looks, nobody else may be about to
 * write what it looks for. */
async function addLogged(client: PoolClient, events: readonly DeliveryEvent[], known: Known): Promise<void> {
  const keys = [...known.bounceKeys].filter(([i]) => !known.events.has(i));
  const locked = client.query('SELECT pg_advisory_xact_lock($1)', [BOUNCE_LOCK]);
  const found = client.query<{ key: string; at: Date }>(
    `SELECT e.bounce_key AS key, e.at FROM event e
      WHERE e.bounce_key = ANY($1::bigint[]) AND e.at BETWEEN $2 AND $3
     UNION ALL
     SELECT r.bounce_key, r.at FROM reported_bounce r WHERE r.bounce_key = ANY($1::bigint[])`,
    [keys.map(([, key]) => hashText(key)), ...spanOf(events)],
  );
  const [, { rows }] = await inOneTrip(locked, found);
  const times = timesByKey(rows);
  const news: [key: string, at: Date][] = [];
  for (const [i, key] of keys) {
    const [name, { at }] = [hashText(key), events[i]!];
    if (isNear(times.get(name), at)) known.events.add(i);
    else news.push([name, new Date(at)]);
    times.set(name, [...(times.get(name) ?? []), at]);
  }
  await client.query(
    `INSERT INTO reported_bounce (bounce_key, at) SELECT * FROM unnest($1::bigint[], $2::timestamptz[])
     ON CONFLICT DO NOTHING`,
    [news.map(([key]) => key), news.map(([, at]) => at)],
  );
}

async function addReported(
  client: PoolClient,
  events: readonly DeliveryEvent[],
  known: Known,
): Promise<void> {
  const [, { rows }] = await inOneTrip(
    client.query('SELECT pg_advisory_xact_lock_shared($1)', [BOUNCE_LOCK]),
    client.query<{ key: string; at: Date }>(
      'SELECT bounce_key AS key, at FROM reported_bounce WHERE bounce_key = ANY($1::bigint[])',
      [[...known.bounceKeys.values()].map(hashText)],
    ),
  );
  if (rows.length === 0) return;
  const times = timesByKey(rows);
  for (const [i, key] of known.bounceKeys)
    if (isNear(times.get(hashText(key)), events[i]!.at)) known.events.add(i);
}

const DAY_MS = 86_400_000;

function spanOf(events: readonly DeliveryEvent[]): [from: Date, to: Date] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of events) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return [new Date(from - SAME_BOUNCE_DAYS * DAY_MS), new Date(to + SAME_BOUNCE_DAYS * DAY_MS)];
}

function timesByKey(rows: readonly { key: string; at: Date }[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { key, at } of rows) times.set(key, [...(times.get(key) ?? []), at.getTime()]);
  return times;
}

const isNear = (times: readonly number[] | undefined, at: number): boolean =>
  times?.some((one) => Math.abs(one - at) <= SAME_BOUNCE_DAYS * DAY_MS) ?? false;
