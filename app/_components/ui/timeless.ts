/** Pages on which nothing depends on the chosen stretch of time. */
const TIMELESS = [
  '/settings',
  '/sources',
  '/sources/new',
  '/sources/upload',
  '/alerts/rules',
  '/alerts/silences',
  '/alerts/incidents',
];
/** Below some of them there are pages of one thing each, which show its time. */
const EXACTLY = ['/sources'];

export const isTimeless = (pathname: string): boolean =>
  TIMELESS.some(
    (place) => pathname === place || (!EXACTLY.includes(place) && pathname.startsWith(`${place}/`)),
  );
