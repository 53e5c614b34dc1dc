import { STREAMS, type Stream } from './senders';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Messages of a stream that are due in the minute which the wall clock shows, given the average over a week. */
export function messagesDue(stream: Stream, wall: number, messagesPerHour: number): number {
  const average = AVERAGE_OF.get(stream) ?? 1;
  return ((messagesPerHour * stream.share) / 60) * (liveliness(stream, wall) / average);
}

function liveliness(stream: Stream, wall: number): number {
  const hour = Math.floor((wall % DAY) / HOUR);
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(wall / DAY) + 4) % 7;
  const campaign = stream.campaigns.find(
    ({ weekday: day, fromHour, untilHour }) => day === weekday && fromHour <= hour && hour < untilHour,
  );
  return (stream.hours[hour] ?? 0) * (stream.weekdays[weekday] ?? 0) * (campaign?.factor ?? 1);
}

const HOURS_OF_A_WEEK = Array.from({ length: 7 * 24 }, (_, hour) => hour * HOUR);
const AVERAGE_OF = new Map(
  STREAMS.map((stream) => [
    stream,
    HOURS_OF_A_WEEK.reduce((sum, wall) => sum + liveliness(stream, wall), 0) / HOURS_OF_A_WEEK.length,
  ]),
);
