/** What is known here of an address that stands on somebody's list. */
export interface KnownOfAddress {
  state: string | null;
  since: Date | null;
  /** Of its last bounce. */
  category: string | null;
  bouncedAt: Date | null;
  deliveredAt: Date | null;
}

/** What the list should do with it. */
export const AUDIT_VERDICTS = [
  {
    id: 'rightly',
    title: 'Rightly suppressed',
    means: 'Dead, disabled, full for long, or complained',
    reinstate: false,
  },
  {
    id: 'wrongly',
    title: 'Wrongly suppressed',
    means:
      'Its last bounce was for policy, authentication, blocklist, rate, content or network: fix that, and mail arrives',
    reinstate: true,
  },
  {
    id: 'delivered',
    title: 'Delivered since',
    means: 'Mail to it was accepted after its last bounce',
    reinstate: true,
  },
  {
    id: 'reinstated',
    title: 'Reinstated here',
    means: 'Somebody has decided that it may have mail again',
    reinstate: true,
  },
  {
    id: 'not-enough',
    title: 'Not enough against it',
    means: 'It bounced, and not often or clearly enough to be dead',
    reinstate: false,
  },
  { id: 'unknown', title: 'Unknown here', means: 'Nothing was recorded about it', reinstate: false },
] as const;
export type AuditVerdict = (typeof AUDIT_VERDICTS)[number]['id'];

/** For the sender to mend, never a reason to give an address up. */
const SENDERS_OWN = new Set(['authentication', 'policy', 'rate-limit', 'network', 'content', 'blocklist']);

export function auditVerdict({
  state,
  since,
  category,
  bouncedAt,
  deliveredAt,
}: KnownOfAddress): AuditVerdict {
  const isAfter = (one: Date | null, other: Date | null) => one !== null && (other === null || one > other);
  if (state === 'suppressed')
    return isAfter(deliveredAt, bouncedAt) && isAfter(deliveredAt, since) && bouncedAt !== null
      ? 'delivered'
      : 'rightly';
  if (state === 'reinstated') return 'reinstated';
  if (isAfter(deliveredAt, bouncedAt)) return 'delivered';
  if (bouncedAt === null) return 'unknown';
  return SENDERS_OWN.has(category ?? '') ? 'wrongly' : 'not-enough';
}

export const isToReinstate = (verdict: AuditVerdict): boolean =>
  AUDIT_VERDICTS.some(({ id, reinstate }) => id === verdict && reinstate);
