import type { Category } from '@/lib/mail/category';
import type { Outcome } from '@/lib/mail/delivery-event';

/** What an event says of its recipient's address, as far as it is judged. */
export interface Judged {
  outcome: Outcome | string;
  category: Category | string | null;
  action: string | null;
  /** ARF `Feedback-Type` of a complaint. */
  feedbackType: string | null;
}

export interface FaultKind {
  id: string;
  title: string;
  /** One is enough; or several in a row, as `SoftBounceRule` says. */
  weight: 'at-once' | 'in-a-row';
  /** For people: what speaks against the address. */
  because: string;
  is(judged: Judged): boolean;
}

/** RFC 5965 §7.3 and the IANA registry: the types that are a person's word against the mail. `auth-failure` and `virus`
 * are reports of machines about the message, `not-spam` is the opposite of a complaint. */
const COMPLAINTS = new Set([null, 'abuse', 'fraud', 'opt-out', 'other', 'unsubscribe']);

/**
 * What speaks against an address. A bounce is final: retries that go on are no bounces, however many there are. What
 * stands in no row says nothing about the address: authentication, policy, blocklist, rate, content and network are
 * for the sender to mend, and the address takes mail again once they are.
 */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    id: 'dead-mailbox',
    title: 'Dead address',
    weight: 'at-once',
    because: 'The address does not exist',
    // 550 5.1.1, 5.1.2, 5.1.6, 5.1.10, a null MX: permanent, and about the address by the code, not by its words alone
    is: ({ outcome, category, action }) =>
      outcome === 'bounced' && category === 'invalid-address' && action === 'suppress',
  },
  {
    id: 'disabled-mailbox',
    title: 'Disabled mailbox',
    weight: 'at-once',
    because: 'The mailbox is closed or disabled',
    // 550 5.2.1
    is: ({ outcome, category, action }) =>
      outcome === 'bounced' && category === 'mailbox-disabled' && action === 'suppress',
  },
  {
    id: 'complaint',
    title: 'Complaint',
    weight: 'at-once',
    because: 'The recipient has called it spam',
    is: ({ outcome, feedbackType }) => outcome === 'complained' && COMPLAINTS.has(feedbackType),
  },
  {
    id: 'soft-bounces',
    title: 'Soft bounces in a row',
    weight: 'in-a-row',
    because: 'It bounced several times without a delivery between',
    // 452 4.2.2 and 552 5.2.2, a mailbox that is unavailable or suspended, an address that nobody could confirm for days
    is: ({ outcome, category, action }) =>
      outcome === 'bounced' &&
      (category === 'mailbox-full' ||
        (category === 'mailbox-disabled' && (action === 'retry' || action === 'investigate')) ||
        (category === 'invalid-address' && action === 'retry')),
  },
];

/** What somebody decided, without a fault. */
export const BY_HAND = 'by-hand';

/** The kind of fault that an event is; null: it says nothing about the address. */
export const faultKindOf = (judged: Judged): FaultKind | null =>
  FAULT_KINDS.find((kind) => kind.is(judged)) ?? null;

export const faultKindById = (id: string): FaultKind | null =>
  FAULT_KINDS.find((kind) => kind.id === id) ?? null;
