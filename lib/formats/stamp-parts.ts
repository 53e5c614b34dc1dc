const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const COLON = 58;
const LATIN_Z = 90;

/** ` 7` and `07` alike; `NaN` where there are none. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1) - 48;
  if (ones < 0 || ones > 9) return Number.NaN;
  if (tens === SPACE) return ones;
  return tens >= 48 && tens <= 57 ? (tens - 48) * 10 + ones : Number.NaN;
}

export function fourDigits(text: string, at: number): number {
  return twoDigits(text, at) * 100 + twoDigits(text, at + 2);
}

export function clockTime(text: string, at: number): number {
  return (twoDigits(text, at) * 3600 + twoDigits(text, at + 3) * 60 + twoDigits(text, at + 6)) * 1000;
}

export function fractionEnd(text: string, at: number): number {
  const mark = text.charCodeAt(at);
  if (mark !== DOT && mark !== COMMA) return at;
  let end = at + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  return end === at + 1 ? at : end;
}

/** Milliseconds of the fraction, cut off rather than rounded. */
export function fraction(text: string, at: number): number {
  const end = Math.min(fractionEnd(text, at), at + 4);
  let millis = 0;
  for (let i = at + 1, weight = 100; i < end; i++, weight /= 10) millis += (text.charCodeAt(i) - 48) * weight;
  return millis;
}

/** `Z`, `+01:00`, `+0100`, and Exim's ` +0100`. */
export function zoneEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === LATIN_Z) return at + 1;
  const spaced = text.charCodeAt(at) === SPACE ? 1 : 0;
  const sign = text.charCodeAt(at + spaced);
  if (sign !== PLUS && sign !== MINUS) return at;
  const hours = at + spaced + 1;
  const minutes = !spaced && text.charCodeAt(hours + 2) === COLON ? hours + 3 : hours + 2;
  for (const i of [hours, hours + 1, minutes, minutes + 1]) if (!isDigit(text.charCodeAt(i))) return at;
  return minutes + 2;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
