/** The domain of an address in lower case, or `null` for what has none. The last `@` counts: a quoted local part
 * may hold others (RFC 5321 §4.1.2). */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  if (at < 0) return null;
  const domain = address.slice(at + 1).replace(/[>\s.]+$/, '');
  return domain ? domain.toLowerCase() : null;
}
