import type { Requirement } from '@/lib/mail/category';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';

/** From when on a provider holds senders to something, as it has announced. */
export interface PolicyDate {
  /** ISO date. */
  from: string;
  /** What begins, in one sentence. */
  title: string;
  requirements: readonly Requirement[];
  source: string;
}

/** Where somebody's mail is received. A security gateway is one of its own: the mailbox host behind it is unknown. */
export interface Provider {
  /** Stable: stored events name it. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'mailbox' | 'gateway';
  /** Suffixes of the MX hosts' names, with their leading dot; the longest over all providers wins. A suffix that
   * belonged to the provider only for a time carries ISO dates. */
  readonly mxSuffixes: readonly (string | { suffix: string; from?: string; until?: string })[];
  /** Recipient domains: consulted only where no MX host is known. */
  readonly domains: readonly string[];
  /** In the order in which they are tried; first match wins. */
  readonly rules: readonly DiagnosticRule[];
  /** In order of time; absent: none are known. */
  readonly policyDates?: readonly PolicyDate[];
  /** The provider's own pages for senders. */
  readonly postmaster: readonly { title: string; url: string }[];
}
