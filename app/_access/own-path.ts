/** Where to go on after a login: a place of ours, whatever was asked for. */
export function ownPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/')) return '/';
  // Browsers take `//` and `/\` for another host, and leave tabs and line ends out before they look.
  const base = 'http://ours.invalid';
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  if (url?.origin !== base || /[\\\p{Cc}]/u.test(wanted)) return '/';
  return url.pathname.startsWith('//') ? '/' : `${url.pathname}${url.search}`;
}
