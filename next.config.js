/** What is the same for every answer; the policy for scripts has a nonce, and is made in `proxy.ts`. */
const SECURITY_HEADERS = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  // A link to a provider's postmaster page must not tell it what was looked at here.
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  // Types are one check of their own, over the whole repository.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  experimental: {
    // `forbidden()` and `unauthorized()`: answers with the status that they say.
    authInterrupts: true,
    // A page is loaded when it is first asked for: all of them at once are 30 MB, and half a second of the start.
    preloadEntriesOnStart: false,
  },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
};
