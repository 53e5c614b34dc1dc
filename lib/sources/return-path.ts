/** What a pattern may hold: the whole recipient with `=` for its `@`, or its two halves. */
const PLACES: Record<string, string> = {
  '{recipient}': String.raw`(?<local>[^@\s]{1,128})=(?<domain>(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})`,
  '{local}': String.raw`(?<local>[^@\s]{1,128})`,
  '{domain}': String.raw`(?<domain>(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})`,
  /** Anything, such as the number of a campaign. */
  '*': String.raw`[^@\s]*`,
};
const PLACE = /\{(?:recipient|local|domain)\}|\*/g;

/** A return path such as `bounces+{recipient}@return.example` or `b-{local}-at-{domain}-*@return.example`. */
export function isReturnPathPattern(pattern: string): boolean {
  const places = (pattern.match(PLACE) ?? []).filter((place) => place !== '*').sort();
  return /^\S+@\S+$/.test(pattern) && ['{recipient}', '{domain} {local}'].includes(places.join(' '));
}

/** Reads the recipient that the sender wrote into its own return path. `null`: the address is not of that pattern. */
export function returnPathReader(pattern: string): (address: string) => string | null {
  let words = '';
  let from = 0;
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  for (const { 0: place, index } of pattern.matchAll(PLACE)) {
    words += literal(pattern.slice(from, index)) + PLACES[place];
    from = index + place.length;
  }
  const expression = new RegExp(`^${words}${literal(pattern.slice(from))}$`, 'i');
  return (address) => {
    const parts = expression.exec(address)?.groups;
    return parts ? `${parts.local}@${parts.domain}` : null;
  };
}
