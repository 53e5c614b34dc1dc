/** One Postfix instance (`multi_instance_name`) and the addresses it sends from. */
export interface Pool {
  instance: string;
  ipv4: string;
  ipv6: string | null;
}

/** One kind of mail that the sample's sender sends. */
export interface Stream {
  name: string;
  domain: string;
  /** The envelope sender's local part. */
  localPart: string;
  /** Of all messages in an average week. */
  share: number;
  pools: readonly Pool[];
  /** Relative volume at each hour of the local day. */
  hours: readonly number[];
  /** Relative volume from Sunday to Saturday. */
  weekdays: readonly number[];
  campaigns: readonly Campaign[];
}

/** A newsletter that goes out in bulk: the stream's volume is multiplied while it lasts. */
interface Campaign {
  weekday: number;
  fromHour: number;
  untilHour: number;
  factor: number;
}

export const STREAMS: readonly Stream[] = [
  {
    name: 'news',
    domain: 'news.example.com',
    localPart: 'bounce',
    share: 0.5,
    pools: [
      { instance: 'postfix-news1', ipv4: '198.51.100.11', ipv6: null },
      { instance: 'postfix-news2', ipv4: '198.51.100.12', ipv6: '2001:db8:51::12' },
    ],
    hours: [3, 3, 3, 3, 3, 4, 7, 9, 10, 10, 9, 8, 8, 8, 7, 7, 8, 9, 9, 8, 7, 6, 5, 4],
    weekdays: [5, 9, 10, 10, 10, 9, 6],
    campaigns: [
      { weekday: 2, fromHour: 9, untilHour: 11, factor: 5 },
      { weekday: 4, fromHour: 16, untilHour: 18, factor: 4 },
      { weekday: 0, fromHour: 18, untilHour: 19, factor: 3 },
    ],
  },
  {
    name: 'shop',
    domain: 'shop.example.net',
    localPart: 'orders',
    share: 0.3,
    pools: [{ instance: 'postfix-shop', ipv4: '192.0.2.26', ipv6: null }],
    hours: [3, 2, 1, 1, 1, 2, 3, 5, 6, 7, 7, 8, 9, 8, 7, 7, 8, 9, 11, 13, 14, 12, 9, 5],
    weekdays: [12, 10, 9, 9, 9, 10, 11],
    campaigns: [],
  },
  {
    name: 'app',
    domain: 'app.example.org',
    localPart: 'no-reply',
    share: 0.2,
    pools: [{ instance: 'postfix-app', ipv4: '192.0.2.25', ipv6: null }],
    hours: [1, 1, 1, 1, 1, 2, 4, 8, 13, 14, 13, 12, 9, 12, 13, 12, 11, 8, 5, 3, 2, 2, 1, 1],
    weekdays: [2, 10, 11, 11, 11, 9, 3],
    campaigns: [],
  },
];
