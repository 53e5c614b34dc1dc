import type { z } from 'zod';
import type { GuardedClient } from '@/lib/outgoing/guarded-client';
import type { Notice } from './notice';

/** What became of a message. Faults are for the operator. */
export type Delivery =
  /** The receiver took it. */
  | { outcome: 'sent'; answer: string }
  /** Another time, perhaps: not before the receiver asks for it. */
  | { outcome: 'later'; fault: string; retryAfterMs: number | null }
  /** This message will never be taken; others may. */
  | { outcome: 'refused'; fault: string }
  /** No message will be taken until somebody has changed something. */
  | { outcome: 'broken'; fault: string };

/** The way out. */
export interface Outgoing {
  http: GuardedClient;
  now: Date;
  /** Of the certificate authority that a mail server is trusted by, instead of the usual ones. */
  ca?: string;
}

/** A way to be told: one file each; `index.ts` is the ordered list. */
export interface ChannelKind {
  readonly kind: string;
  readonly title: string;
  /** What it is for, in one plain sentence. */
  readonly summary: string;
  /** An object whose fields are described: one form draws those of all kinds. */
  readonly settings: z.ZodObject;
  /** Which of the settings are secrets: sealed in the store, never shown again. */
  readonly secrets: readonly string[];
  /** Settings that say where the secrets are sent: when one changes, the secrets have to be given anew. */
  readonly sentTo: readonly string[];
  /** Whether it keeps incidents of its own, which somebody has to acknowledge. */
  readonly isPager: boolean;
  send(settings: unknown, notice: Notice, out: Outgoing): Promise<Delivery>;
}

export function channelKind<Schema extends z.ZodObject>(channel: {
  kind: string;
  title: string;
  summary: string;
  settings: Schema;
  secrets: readonly (keyof z.infer<Schema> & string)[];
  sentTo?: readonly (keyof z.infer<Schema> & string)[];
  isPager?: boolean;
  send(settings: z.infer<Schema>, notice: Notice, out: Outgoing): Promise<Delivery>;
}): ChannelKind {
  return {
    ...channel,
    isPager: channel.isPager ?? false,
    sentTo: channel.sentTo ?? [],
    send: (settings, notice, out) => channel.send(channel.settings.parse(settings), notice, out),
  };
}
