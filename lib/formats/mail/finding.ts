import type { DeliveryEvent } from '@/lib/mail/delivery-event';

/** What a mail says became of one recipient: an event without its place in the input. */
export type Finding = Pick<DeliveryEvent, 'outcome' | 'recipient'> &
  Partial<Omit<DeliveryEvent, 'position' | 'at'>> & {
    /** When the attempt was made, where the mail says so. */
    attemptedAt?: number | null;
  };
