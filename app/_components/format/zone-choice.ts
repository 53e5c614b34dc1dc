import { isTimeZone } from '@/lib/mail/time-zone';

/** Remembers, in one browser, in which zone times are shown: `Asia/Kolkata`, or `browser:Asia/Kolkata` where it is to
 * follow the machine. Nobody else's links are changed by it. */
export const ZONE_COOKIE = 'bounceboard-time-zone';
const MAX_AGE_SECONDS = 400 * 86_400;

export interface ZoneChoice {
  timeZone: string;
  /** `installation`: the one that the operator has set for everybody. */
  by: 'installation' | 'browser' | 'name';
}

export function readZoneChoice(cookie: string | undefined, installation: string): ZoneChoice {
  const [, browser, name] = /^(browser:)?([\w/+-]{1,64})$/.exec(decoded(cookie)) ?? [];
  if (!name || !isTimeZone(name)) return { timeZone: installation, by: 'installation' };
  return { timeZone: name, by: browser ? 'browser' : 'name' };
}

function decoded(cookie = ''): string {
  try {
    return decodeURIComponent(cookie);
  } catch {
    return ''; // Not one of ours.
  }
}

/** As `document.cookie` takes it; the installation's zone needs none. */
export function writeZoneChoice({ timeZone, by }: ZoneChoice): string {
  const value =
    by === 'installation' ? '' : encodeURIComponent(`${by === 'browser' ? 'browser:' : ''}${timeZone}`);
  return `${ZONE_COOKIE}=${value}; Path=/; SameSite=Lax; Max-Age=${by === 'installation' ? 0 : MAX_AGE_SECONDS}`;
}
