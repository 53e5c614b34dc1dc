import type { Action, BounceType, Category } from './category';

/** What is known of a refusal when it is to be judged. */
export interface Refusal {
  /** The response, as the server sent it: codes and text, one or more lines. */
  response: string;
  mxHost?: string | null;
  recipient?: string | null;
  remoteIp?: string | null;
  /** Codes that the record states beside the response; the response's own win where they are more specific. */
  replyCode?: number | null;
  statusCode?: string | null;
  /** Milliseconds since the epoch: a provider's codes and MX hosts change over time. */
  at?: number | null;
  /** The record says that the message has been given up (bounced), whatever the class of the last reply. */
  final?: boolean;
  /** Id of the provider that answered, as it was found when more was known of the record: stands in where nothing that
   * is left tells. */
  provider?: string | null;
}

/** What a response means. Of an acceptance (2yz) category, bounceType and action are `null`. */
export interface Verdict {
  replyCode: number | null;
  statusCode: string | null;
  /** Mailbox provider id, or `null` for a host that no provider file claims. */
  provider: string | null;
  category: Category | null;
  bounceType: BounceType | null;
  action: Action | null;
  /** A provider's refusal for unmet sender requirements. */
  enforcement: boolean;
  /** Id of the rule that decided. */
  rule: string;
}
