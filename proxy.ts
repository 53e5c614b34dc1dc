import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { ASKED_FOR_HEADER } from '@/app/_access/asked-for';
import { contentSecurityPolicy, NONCE_HEADER } from '@/app/_access/content-security-policy';
import { problem } from '@/app/_access/problem';
import { reach } from '@/app/_access/reach';
import { goesBy, isForeignChange, isSecure, showsTokenAlone } from '@/lib/auth/reach';

/** Asked by machines that know addresses alone. */
const PROBES = ['/api/health', '/api/ready', '/api/ready/worker'];
const TWO_YEARS_SECONDS = 63_072_000;

/** What holds for every request. Who may do what is decided where it is done, not here. */
export function proxy(request: NextRequest): Response {
  const { pathname, search } = request.nextUrl;
  const host = request.headers.get('host');
  const isExempt = PROBES.includes(pathname);
  if (!isExempt && !goesBy(host, reach())) {
    return problem(421, 'The dashboard does not go by this name: BOUNCEBOARD_URL says which it does.');
  }
  const isByToken = pathname.startsWith('/api/v1/') && showsTokenAlone(request.headers);
  if (!isExempt && !isByToken && isForeignChange(request.method, request.headers)) {
    return problem(403, 'Changes are made from the pages of this dashboard alone.');
  }
  const isDevelopment = process.env.NODE_ENV === 'development';
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, { isDevelopment });
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set(NONCE_HEADER, nonce);
  headers.set(ASKED_FOR_HEADER, `${request.method} ${pathname}${search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (pathname.startsWith('/shared/')) {
    // The address is the secret.
    response.headers.set('Referrer-Policy', 'no-referrer');
    response.headers.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
    response.headers.set('Cache-Control', 'private, no-store');
  }
  if (isSecure(host, reach())) {
    response.headers.set('Strict-Transport-Security', `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`);
  }
  return response;
}

/**
 * Not for files of the build, which are the same for everybody; and not where records are posted: nothing there goes by
 * a cookie, and a proxy holds bodies back in memory, of which it passes on ten megabytes and drops the rest.
 */
export const config = { matcher: ['/((?!_next/static/|api/v1/ingest/|api/v1/webhooks/).*)'] };
