/** What the page is about by its address, and what it was narrowed to. */
export function scopeOfPage(pathname: string, filter: string | null): string {
  const [, place, value] = /^\/(provider|code)s\/([^/]+)/.exec(pathname) ?? [];
  return [place && `${place}:${value}`, filter].filter(Boolean).join(',');
}
