import type { Action, BounceType, Category, Requirement } from './category';

/** One step of a remedy. `copy` is text to paste: a DNS record, a line of configuration, a command. */
export interface FixStep {
  do: string;
  copy?: string;
}

/** What a code means and what to do about it: one row of the dictionary. */
export interface Meaning {
  title: string;
  category: Category;
  /** `null`: the reply's class decides (4yz soft, 5yz hard). */
  bounceType: BounceType | null;
  action: Action;
  /** One or two plain sentences, for somebody woken at 3 a.m. */
  meaning: string;
  causes: readonly string[];
  fix: readonly FixStep[];
  fixedBy: 'you' | 'recipient' | 'provider';
  /** A refusal for unmet sender requirements. */
  enforcement: boolean;
  /** The requirement in question, also where it is not (yet) enforced. */
  requirement: Requirement | null;
  /** The others, where a refusal says that several are not met. */
  furtherRequirements?: readonly Requirement[];
  /** The same condition one class up or down: the 5.7.26 of 4.7.26. */
  twin: string | null;
  /** RFC section or provider page; `field knowledge` where no official page says so. */
  source: string;
  /** ISO dates between which the provider used the code so; `null`: not known to be bounded. */
  validFrom: string | null;
  validUntil: string | null;
  /** ISO date on which the source was last compared. */
  verified: string;
}

/** A row and the responses it speaks of. A response matches where every condition that is given holds. */
export interface DiagnosticRule extends Meaning {
  /** Unique and stable, since stored events name it: `gmail/5.7.26-dmarc`, `text/greylisting`, `iana/5.1.1`. */
  id: string;
  replyCodes?: readonly number[];
  /** `5.7.26`, `X.7.26` (class 4 or 5), or a range of details `5.7.606-649`. */
  statusCodes?: readonly string[];
  /** Matched against the response's text, case-insensitively. Linear time: no nested or adjacent unbounded repeats. */
  text?: RegExp;
}
