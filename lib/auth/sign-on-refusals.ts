/**
 * Why a single sign-on ended without a login. The address of the login page carries the code, so that nobody can make
 * the page say what they like.
 */
export const SIGN_ON_REFUSALS = {
  late: 'it took too long: begin anew',
  away: 'the identity provider does not answer',
  answer: 'the identity provider’s answer does not fit what was asked: begin anew',
  role: 'the identity provider names no role that this dashboard knows',
  disabled: 'this account is disabled',
  domain: 'this mail domain is not among those that may log in',
  unverified: 'the identity provider has not verified this mail address',
  account: 'no account could be made of what the identity provider says: ask an administrator',
} as const;
export type SignOnRefusal = keyof typeof SIGN_ON_REFUSALS;

/** The words of a code; `null` for what is none of them. */
export const refusalInWords = (code: unknown): string | null =>
  typeof code === 'string' && Object.hasOwn(SIGN_ON_REFUSALS, code)
    ? SIGN_ON_REFUSALS[code as SignOnRefusal]
    : null;

/** The code of what was said. */
export const codeOfRefusal = (fault: string): SignOnRefusal =>
  (Object.keys(SIGN_ON_REFUSALS) as SignOnRefusal[]).find((code) => SIGN_ON_REFUSALS[code] === fault) ??
  'account';
