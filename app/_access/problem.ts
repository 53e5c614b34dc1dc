import { Problem } from '@/lib/intake/problem';

/** By what programs tell the refusals of the dashboard apart, as those of the intake. */
const KINDS = {
  400: { code: 'request', title: 'Not understood' },
  401: { code: 'login', title: 'Log in first' },
  403: { code: 'role', title: 'Not allowed' },
  421: { code: 'host', title: 'Unknown host name' },
  429: { code: 'busy', title: 'Too much at once' },
} as const;

/** A refusal as RFC 9457 words it. */
export const problem = (status: keyof typeof KINDS, detail: string): Response =>
  new Problem({ status, ...KINDS[status], detail }).response();
