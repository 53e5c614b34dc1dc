import type { Random } from './random';
import type { ResponseName } from './response-table';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A day of the story and a time on it: `[-1, '14:30']` is yesterday. */
type Moment = readonly [day: number, time: string];

/** Something that goes wrong for a while. */
interface Chapter {
  tells: string;
  from: Moment;
  /** `null`: still going on. */
  until: Moment | null;
  destination: string;
  /** `null`: every stream. */
  stream: string | null;
  /** Of the attempts that would have succeeded. */
  share: number;
  response: ResponseName;
}

const CHAPTERS: readonly Chapter[] = [
  {
    tells: 'Gmail wants SPF for the newsletter and slows it down',
    from: [-1, '08:00'],
    until: [0, '03:12'],
    destination: 'gmail',
    stream: 'news',
    share: 0.12,
    response: 'gmail/spf-deferred',
  },
  {
    tells: 'Gmail finds the newsletter unauthenticated and slows it down more',
    from: [-1, '13:00'],
    until: null,
    destination: 'gmail',
    stream: 'news',
    share: 0.18,
    response: 'gmail/unauthenticated-deferred',
  },
  {
    tells: 'Gmail has waited long enough and refuses',
    from: [0, '03:12'],
    until: null,
    destination: 'gmail',
    stream: 'news',
    share: 0.2,
    response: 'gmail/unauthenticated',
  },
  {
    tells: 'an old list is mailed, and many of its Yahoo addresses are dead',
    from: [-2, '10:00'],
    until: [-2, '16:00'],
    destination: 'yahoo',
    stream: 'news',
    share: 0.09,
    response: 'yahoo/no-such-user',
  },
  {
    tells: 'the same list at Comcast',
    from: [-2, '10:30'],
    until: [-2, '15:00'],
    destination: 'comcast',
    stream: 'news',
    share: 0.06,
    response: 'comcast/no-such-user',
  },
  {
    tells: 'Yahoo throttles an afternoon',
    from: [-3, '13:20'],
    until: [-3, '18:40'],
    destination: 'yahoo',
    stream: null,
    share: 0.45,
    response: 'yahoo/volume-or-complaints',
  },
  {
    tells: 'one address of ours is on a block list that a minor host asks',
    from: [-4, '07:30'],
    until: [-4, '22:15'],
    destination: 'harbourside',
    stream: 'news',
    share: 0.85,
    response: 'host/block-list',
  },
  {
    tells: 'Microsoft doubts our reputation for a morning',
    from: [-5, '08:40'],
    until: [-5, '12:10'],
    destination: 'outlook',
    stream: null,
    share: 0.25,
    response: 'outlook/rate-limited',
  },
  {
    tells: 'a host is away over lunch',
    from: [-1, '11:30'],
    until: [-1, '14:10'],
    destination: 'harbourside',
    stream: null,
    share: 0.9,
    response: 'host/connection-timeout',
  },
];

export interface Story {
  /** What befalls an attempt at this time on the wall, or `null`. */
  trouble(wall: number, destination: string, stream: string, random: Random): ResponseName | null;
}

/** Tells the story so that its last chapter is some hours old when the wall shows `presentWall`. */
export function tellStory(presentWall: number): Story {
  // Gmail's refusals begin at 03:12; before 07:00 that was yesterday.
  const today = Math.floor((presentWall - 7 * HOUR) / DAY) * DAY;
  const wallOf = ([day, time]: Moment) => today + day * DAY + Date.parse(`1970-01-01T${time}:00Z`);
  const chapters = CHAPTERS.map((chapter) => ({
    ...chapter,
    fromWall: wallOf(chapter.from),
    untilWall: chapter.until ? wallOf(chapter.until) : Number.POSITIVE_INFINITY,
  }));
  return {
    trouble(wall, destination, stream, random) {
      for (const chapter of chapters) {
        if (chapter.destination !== destination || wall < chapter.fromWall || wall >= chapter.untilWall)
          continue;
        if (chapter.stream !== null && chapter.stream !== stream) continue;
        if (random.next() < chapter.share) return chapter.response;
      }
      return null;
    },
  };
}
