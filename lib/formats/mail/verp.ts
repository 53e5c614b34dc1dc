/** Fields in which the address that the report was sent to survives. */
const SENT_TO = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'to'];

/** Signed or rewritten senders (SRS, BATV) look alike but name no recipient of ours. */
const REWRITTEN = /^(?:srs[01]|prvs|btv1|msprvs\d*)[=+-]/i;

/** bounces+user=example.com@list.example   list-bounces-user=example.com@list.example (qmail, ezmlm, Mailman)
 * bounce+1a2b3c.4d5e6f-user=example.com@list.example (Mailgun) */
const RECIPIENT_IN_SENDER =
  /(?:\+|(?:bounces?|owner|returns?|errors?|admin|request)[-_.])(?:[0-9a-f]{6}\.[0-9a-f]+-)?(?<local>[^@=+]+)=(?<domain>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:[-+][^@]*)?@/i;

/** Written by whoever received the mail for us, and knew how its sender writes return paths. */
const READ_ALREADY = 'x-bounceboard-recipient';

/** The recipient that the sender wrote into its own return path (variable envelope return path). */
export function verpRecipient(header: (name: string) => string | null): string | null {
  const read = /^\S{1,256}@\S{1,256}$/.exec(header(READ_ALREADY) ?? '')?.[0];
  if (read) return read;
  for (const name of SENT_TO) {
    const recipient = recipientWithin(header(name));
    if (recipient) return recipient;
  }
  return null;
}

/** The recipient that a return path names. */
export function recipientWithin(returnPath: string | null): string | null {
  const address = /[^\s<>,;@]{1,256}@[^\s<>,;@]{1,256}/.exec(returnPath ?? '')?.[0];
  if (!address || REWRITTEN.test(address)) return null;
  const parts = RECIPIENT_IN_SENDER.exec(address)?.groups;
  return parts ? `${parts.local}@${parts.domain}` : null;
}
