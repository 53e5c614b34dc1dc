import type { Db } from '@/lib/db';
import type { Logger } from '@/lib/log';
import type { SecretBox } from '@/lib/secret-box';
import type { BatchRef } from '@/lib/store/inbox';
import type { CertificateOf } from '@/lib/webhooks/verification';
import type { BodyBudget } from './body-budget';
import type { Pressure } from './pressure';

/** What requests are answered with: the opened parts of the process that takes them. */
export interface Intake {
  db: Db;
  log: Logger;
  box: SecretBox;
  now(): Date;
  /** Tells the workers of a batch that is durable already; with its format, it may share a job with others of its stream
   * that come just then. Never throws, and is not waited for. */
  announce(ref: BatchRef, format?: string): void;
  pressure: Pressure;
  budget: BodyBudget;
  /** Amazon's signing certificates. */
  certificateOf: CertificateOf;
}
