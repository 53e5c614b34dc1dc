/** Enhanced mail system status codes: class.subject.detail (RFC 3463 §2). */
export interface StatusCode {
  class: number;
  subject: number;
  detail: number;
}

export function parseStatusCode(code: string): StatusCode | null {
  const [first = '', subject = '', detail = '', rest] = code.split('.');
  if (rest !== undefined || !/^[245]$/.test(first) || !isNumber(subject) || !isNumber(detail)) return null;
  return { class: Number(first), subject: Number(subject), detail: Number(detail) };
}

const isNumber = (digits: string): boolean => /^\d{1,3}$/.test(digits);

/** `X.0.0` and `X.Y.0` state a class or a subject and nothing more (RFC 3463 §3: "other or undefined status"). */
export const isUndefinedStatus = (code: string): boolean => code.endsWith('.0.0');

/** What a rule's `statusCodes` entry speaks of: `5.7.26`, `X.7.26`, or a range of details `5.7.606-649`. */
export interface StatusCodePattern {
  /** `null`: either class of failure. */
  class: number | null;
  subject: number;
  firstDetail: number;
  lastDetail: number;
}

export function parseStatusCodePattern(pattern: string): StatusCodePattern {
  const parts = /^([245X])\.(\d{1,3})\.(\d{1,3})(?:-(\d{1,3}))?$/.exec(pattern);
  if (!parts) throw new Error(`not a status code pattern: ${pattern}`);
  const [, first, subject, detail, last] = parts;
  return {
    class: first === 'X' ? null : Number(first),
    subject: Number(subject),
    firstDetail: Number(detail),
    lastDetail: Number(last ?? detail),
  };
}

export function speaksOf(pattern: StatusCodePattern, code: StatusCode): boolean {
  return (
    pattern.subject === code.subject &&
    pattern.firstDetail <= code.detail &&
    code.detail <= pattern.lastDetail &&
    (pattern.class === null ? code.class !== 2 : pattern.class === code.class)
  );
}
