import { isStoreFault } from '@/lib/store/store-fault';
import { Problem } from './problem';

/** What a program is told where something went wrong here, and not with what it sent. `accepted` says what became of that. */
export const failureOf = (error: unknown, accepted?: 'Nothing was accepted.'): Problem =>
  isStoreFault(error)
    ? new Problem({
        ...{ status: 503, code: 'store-away', title: 'The store does not answer' },
        detail: said(accepted, 'Try again in a while.'),
        headers: { 'Retry-After': '10' },
      })
    : new Problem({
        ...{ status: 500, code: 'failed', title: 'Something failed here' },
        detail: said(accepted, 'The log of the dashboard says why.'),
        headers: { 'Retry-After': '60' },
      });

const said = (...sentences: (string | undefined)[]): string => sentences.filter(Boolean).join(' ');
