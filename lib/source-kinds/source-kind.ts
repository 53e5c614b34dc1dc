import type { z } from 'zod';

/** A way for records to come in: one file each; `index.ts` is the ordered list. Pure: what it is, not how it runs. */
export interface SourceKind {
  readonly kind: string;
  readonly title: string;
  /** What it is for, in one plain sentence. */
  readonly summary: string;
  /**
   * The kind's own settings, an object whose fields are described: one form draws those of all kinds. Where the store
   * is read, secrets have been opened already.
   */
  readonly settings: z.ZodObject;
  /** Which of the settings are secrets: sealed in the store, never shown again. */
  readonly secrets: readonly string[];
  /** Settings that say where the secrets are sent: when one changes, the secrets have to be given anew. */
  readonly sentTo?: readonly string[];
  /** Settings that stay what they were when the source was made. */
  readonly fixed?: readonly string[];
  /** Framing and format of what comes in are known: no other format can be chosen. */
  readonly format?: string;
  /** The source's name stands in an address that is posted to, so it has to be fit for one. */
  readonly hasAddress?: boolean;
}
