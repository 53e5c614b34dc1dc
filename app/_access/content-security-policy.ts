/** By it a page learns the nonce for the one script that it writes itself: the theme's. */
export const NONCE_HEADER = 'x-bounceboard-nonce';

/** Scripts are those that carry this answer's nonce and what they load. Nothing a page needs comes from another origin;
 * styles are files, except for the attributes that React writes into the markup. */
export function contentSecurityPolicy(nonce: string, { isDevelopment }: { isDevelopment: boolean }): string {
  return [
    "default-src 'self'",
    // React's development build tells of errors by way of eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
