/** Pages that a secret link may show: counts and charts. Every other page is not, whatever a link says. */
const SHARED_PATHS = {
  overview: /^\/$/,
  providers: /^\/providers$/,
  provider: /^\/providers\/(?<provider>[^/]+)$/,
  code: /^\/codes\/(?<code>[^/]+)$/,
  enforcement: /^\/enforcement$/,
} as const;
export type SharedPath = keyof typeof SHARED_PATHS;

/** Which of them an address is, and what its path names; null: none that may be shown. */
export function sharedPath(href: string): { page: SharedPath; params: Record<string, string> } | null {
  const { pathname } = new URL(href, 'http://ours.invalid');
  for (const [page, path] of Object.entries(SHARED_PATHS)) {
    const match = path.exec(pathname);
    if (match) return { page: page as SharedPath, params: { ...match.groups } };
  }
  return null;
}
